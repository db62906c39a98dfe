"""The import page with files, with long texts, and with texts that cannot be read."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from questions import outline_words
from questions.models import Pack, Question
from questions.outline import MAX_BYTES, Problem
from questions.outline.shape import FINDINGS, PROBLEMS
from tests.questions.import_page import SMALL, branches, lines, read_in, send, text_in, typed, words

REAL = Path(__file__).parent.parent / "data" / "deep-learning-questions.ko.txt"


class TestLongText:
    def test_of_a_megabyte_is_read(self, user_client):
        line = "+ " + "왜" * 4000 + "\n"
        text = "Q1. 왜?\n" + line * (490_000 // 4002)
        assert len(text.encode()) > 1_400_000
        response = send(user_client, text)
        assert response.status_code == 200
        assert "123 questions" in words(response)

    def test_is_shown_in_part_and_says_so(self, user_client):
        text = "\n".join(f"Q{n}. Root {n}" for n in range(1, 5001))
        response = typed(user_client, text)
        page = words(response)
        assert (len(lines(response)), len(branches(response))) == (1200, 500)
        assert "5,000 new questions" in page
        assert "4,500 more questions are not shown here." in page
        assert "3,800 more lines are not shown here." in page
        assert len(response.content) < 600_000

    def test_over_the_limit_is_refused_and_kept(self, user_client):
        text = "Q1. Why?\n" + "a" * MAX_BYTES
        response = send(user_client, text, act="import", title="Nets")
        assert response.status_code == 422
        assert "The outline has 1,000,009 bytes; at most 1,000,000 are allowed." in words(response)
        assert text_in(response) == text
        assert Pack.objects.count() == 0

    @pytest.mark.parametrize("size", [5_000_000, 17_000_000])
    def test_over_the_limit_of_a_request_gets_the_same_answer(self, user_client, size):
        response = send(user_client, "a" * size, act="import", title="Nets")
        assert response.status_code == 422
        assert "bytes; at most 1,000,000 are allowed. Split it into smaller files." in words(
            response
        )
        assert "go back in your browser to have it" in words(response)
        assert Pack.objects.count() == 0

    def test_over_the_limit_of_a_request_leaves_the_text_of_htmx_alone(self, user_client):
        response = typed(user_client, "a" * 5_000_000)
        assert response.status_code == 422
        assert "<textarea" not in response.content.decode()


class TestFile:
    def test_fills_the_text_and_says_how_it_was_read(self, user_client):
        file = SimpleUploadedFile("questions.txt", REAL.read_text().encode("cp949"))
        response = send(user_client, file=file)
        assert response.status_code == 200
        assert "File read as CP949 (Korean)." in words(response)
        assert text_in(response) == REAL.read_text()

    def test_is_read_once_and_then_the_text_counts(self, user_client):
        data = SMALL.encode("utf-8-sig")
        read = read_in(send(user_client, file=SimpleUploadedFile("a.txt", data)))
        edited = SMALL.replace("ReLU", "GELU")
        again = SimpleUploadedFile("a.txt", data)
        response = send(user_client, edited, file=again, read=read)
        assert branches(response)[0] == ("1", "What is GELU?")
        assert text_in(response) == edited
        assert "File read as UTF-8 with a byte order mark." in words(response)

    def test_does_not_come_back_when_somebody_empties_the_text(self, user_client):
        data = SMALL.encode()
        read = read_in(send(user_client, file=SimpleUploadedFile("a.txt", data)))
        response = typed(user_client, file=SimpleUploadedFile("a.txt", data), read=read)
        assert "The tree comes here" in words(response)
        assert "hx-partial" not in response.content.decode()

    def test_comes_back_when_it_is_sent_without_a_text(self, user_client):
        data = SMALL.encode()
        read = read_in(send(user_client, file=SimpleUploadedFile("a.txt", data)))
        response = send(user_client, file=SimpleUploadedFile("a.txt", data), read=read)
        assert text_in(response) == SMALL

    def test_that_is_another_one_counts_again(self, user_client):
        read = read_in(send(user_client, file=SimpleUploadedFile("a.txt", SMALL.encode())))
        other = SimpleUploadedFile("b.txt", b"Q1. Other?")
        response = send(user_client, SMALL, file=other, read=read)
        assert branches(response) == [("1", "Other?")]

    def test_comes_to_htmx_with_the_text_that_was_in_it(self, user_client):
        html = typed(user_client, file=SimpleUploadedFile("a.txt", SMALL.encode()))
        assert '<hx-partial hx-target="#import-text"' in html.content.decode()
        assert text_in(html) == SMALL

    def test_over_the_limit_is_refused(self, user_client):
        file = SimpleUploadedFile("a.txt", b"Q1. Why?\n" + b"a" * 3_000_000)
        response = send(user_client, SMALL, file=file)
        assert response.status_code == 422
        assert "The outline has 3,000,009 bytes; at most 1,000,000 are allowed." in words(response)
        assert text_in(response) == SMALL

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "This is not a text file."),
            (b"Q1. Why?\n\xff\xfe\xfd", "Line 2 : These bytes are neither UTF-8, UTF-16"),
            (b"Q1. Why\x00?", "Line 1 : There is a NUL character here"),
            ("Q1. 왜\ufffd?".encode(), "Line 1 : There is a U+FFFD here"),
        ],
    )
    def test_that_is_no_text_is_refused_and_the_text_kept(self, user_client, data, reason):
        file = SimpleUploadedFile("a.txt", data)
        response = send(user_client, SMALL, file=file, act="import", title="Nets")
        page = words(response)
        assert response.status_code == 422
        assert reason in page.replace(":", " :").replace("  ", " ")
        assert "This cannot be imported as it is. Nothing was changed." in page
        assert text_in(response) == SMALL
        assert Pack.objects.count() == 0

    def test_that_is_no_text_does_not_stand_in_the_way_of_a_typed_text(self, user_client):
        data = b"\x89PNG\x00\xff"
        read = read_in(send(user_client, file=SimpleUploadedFile("a.png", data)))
        again = SimpleUploadedFile("a.png", data)
        assert branches(send(user_client, "Q1. Typed?", file=again, read=read)) == [("1", "Typed?")]


class TestProblems:
    @pytest.mark.parametrize(
        ("text", "line", "reason"),
        [
            ("+ Why?", 1, "A follow-up stands before any root question: + Why?."),
            ("Q1.\nQ2. Why?", 1, "This question has no words."),
            ("Q1. Why?\n\x07", 2, "There is an invisible control character U+0007 here."),
            ("Q1. a\n" + "\n".join("+" * n + " b" for n in range(1, 33)), 33, "is on level 33; at"),
            (
                "Q1. " + "a" * 16385,
                1,
                "This question has 16,385 bytes; at most 16,384 are allowed.",
            ),
            ("Q1. a\nA. " + "a" * 16385, 2, "This answer has 16,385 bytes;"),
            ("\n".join(f"Q{n}. a" for n in range(1, 5002)), 5001, "This is question 5,001; at"),
        ],
    )
    def test_are_told_with_line_and_reason_and_nothing_comes_in(
        self, user_client, text, line, reason
    ):
        response = send(user_client, text, act="import", title="Nets")
        page = words(response)
        assert response.status_code == 422
        assert f"Line {line} : " in page
        assert reason in page
        assert f'<a href="#L{line}">' in response.content.decode()
        assert text_in(response) == text
        assert (Pack.objects.count(), Question.objects.count()) == (0, 0)

    def test_of_a_text_without_questions(self, user_client):
        response = send(user_client, "Just words.")
        assert response.status_code == 422
        assert "There is no question here. Begin a root question with" in words(response)
        assert "There is no tree until the text can be read." in words(response)

    def test_mark_their_lines(self, user_client):
        response = typed(user_client, "Q1. Why?\nQ2.\nQ3. Who?")
        assert lines(response)[1] == (
            *("2", "root"),
            "Q2. This question has no words. Write them after its marker, or delete the line.",
        )

    def test_have_words_for_every_code(self):
        assert set(outline_words.PROBLEMS) | {"text_too_long"} == set(PROBLEMS)
        assert set(outline_words.FINDINGS) == set(FINDINGS)

    @pytest.mark.parametrize("what", ["question", "answer", "topic", "note"])
    def test_name_the_text_that_is_too_long(self, what):
        problem = Problem(1, "text_too_long", {"what": what, "size": 20000, "limit": 16384})
        assert outline_words.problem_words(problem) == (
            f"This {what} has 20,000 bytes; at most 16,384 are allowed. Shorten it."
        )
