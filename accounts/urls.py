"""Addresses of accounts."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("join/<str:token>/", views.join, name="join"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("people/<int:pk>/activate/", views.activate, name="activate"),
    path("invitations/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("accounts/email/", views.email, name="email"),
    path("profile/", views.profile, name="profile"),
    path("profile/shortcodes/", views.shortcodes, name="shortcodes"),
]
