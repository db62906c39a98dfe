"""What is said before the first question and after the last: texts to begin with, for a new kit.

Offered, never put in by themselves. Square brackets stand for what only the interviewer knows.
"""

from typing import Any

PARTS = ("opening", "closing")

SUGGESTED: dict[str, dict[str, str]] = {
    "opening": {
        "ko": """\
안녕하세요, 시간 내 주셔서 감사합니다. 저는 오늘 면접을 진행할 [이름]입니다.

질문을 드리고, 답을 들으면서 조금 더 여쭤볼게요. 모르는 것은 모른다고 편하게 말씀해 주세요.

말씀하시는 동안 제가 메모를 합니다. 이 기록은 이번 채용을 판단하는 데에만 쓰고, 채용에 참여하는 \
사람만 봅니다. 그렇게 해도 괜찮으신가요?

마지막에는 궁금한 점을 물어보실 시간을 드립니다. 그럼 시작할까요?""",
        "en": """\
Hello, and thank you for taking the time. I am [name], and I will be asking the questions today.

I will ask something, listen, and then go a little deeper. If you do not know, just say so: that \
is a good answer too.

I will take notes while you talk. They are used for this decision only, and only the people who \
take part in it read them. Is that all right with you?

At the end there is time for your own questions. Shall we begin?""",
    },
    "closing": {
        "ko": """\
제가 준비한 질문은 여기까지입니다. 수고 많으셨습니다.

이제 궁금한 점을 편하게 물어봐 주세요.

결과는 [언제]까지 [어떻게] 알려 드릴게요. 오늘 말씀 나눠 주셔서 감사합니다.""",
        "en": """\
Those were all my questions. Thank you, you have worked hard.

Now it is your turn: what would you like to know?

You will hear from us by [when], by [how]. Thank you for the conversation.""",
    },
}


def filled(texts: dict[str, Any]) -> dict[str, Any]:
    """Give texts by "opening-ko" and the like, with ours where one is blank."""
    suggested = {
        f"{part}-{language}": text
        for part, said in SUGGESTED.items()
        for language, text in said.items()
    }
    return {name: str(texts.get(name) or "").strip() or text for name, text in suggested.items()}
