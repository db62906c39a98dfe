"""How a length of time is printed."""

from django import template

register = template.Library()


@register.filter
def clock(seconds: float | None) -> str:
    """Give "m:ss", or "h:mm:ss" from an hour on."""
    minutes, rest = divmod(int(seconds or 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
