"""The pages of certificates as people see them: check, own, issue, print, register, revoke, replace, signers."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select, update

from hrtraining.accounts.domain import Role
from hrtraining.accounts.models import RateCount
from hrtraining.certificates.models import Certificate, Signer
from hrtraining.certificates.views.checking import TRIES
from tests.conftest import Work
from tests.factories.world import World
from tests.house import HouseClient, Page


def address(world: World) -> str:
    return f"/verify/{world.a.serial}/{world.a.code}"


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_of(page: Page) -> pypdfium2.PdfDocument:
    assert page.response.mimetype == "application/pdf"
    return pypdfium2.PdfDocument(page.response.get_data())


def test_anybody_reads_every_printed_field(app: Flask, world: World, work: Work) -> None:
    page = HouseClient(app).get(address(world))
    with work() as session:
        paper = (
            session.scalars(select(Certificate).where(Certificate.serial == world.a.serial)).one().snapshot
        )
    text = squeezed(page.main)
    for value in (
        paper["serial"], paper["name_km"], paper["name_latin"], paper["rank"], paper["academy"]["km"],
        paper["academy"]["en"], paper["course"]["km"], paper["course"]["en"], paper["lunar"],
        paper["place"]["km"], paper["ministry"]["km"], paper["office"]["km"], paper["signer_title"]["km"],
        paper["signer_name"]["km"], paper["edition"],
    ):  # fmt: skip
        assert squeezed(value) in text
    assert "មានសុពលភាព" in page.main
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'content="noindex, nofollow"' in page.html


def test_the_service_number_is_on_no_page_and_no_paper(app: Flask, world: World, work: Work) -> None:
    with work() as session:
        from hrtraining.accounts.models import Account

        session.execute(
            update(Account).where(Account.id == world.a.graduate).values(service_number="SN778899")
        )
    learner = HouseClient(app).sign_in(world.a.graduate)
    shown = [HouseClient(app).get(address(world)).html, learner.get("/my-certificates").html]
    paper = pdf_of(learner.get(f"/certificates/{world.a.serial}.pdf"))
    shown.append(paper[0].get_textpage().get_text_range())
    assert not any("778899" in text or "៧៧៨៨៩៩" in text for text in shown)


@pytest.mark.parametrize("change", ["code", "serial", "both", "lower", "none"])
def test_a_wrong_pair_says_nothing_about_which_is_wrong(app: Flask, world: World, change: str) -> None:
    serial, code = world.a.serial, world.a.code
    if change == "lower":
        assert HouseClient(app).get(f"/verify/{serial}/{code.lower()}").status == 200
        return
    wrong_serial = world.b.serial if change in ("serial", "both") else serial
    wrong_code = {"code": world.b.code, "both": "A" * 14, "none": "x"}.get(change, code)
    page = HouseClient(app).get(f"/verify/{wrong_serial}/{wrong_code}", status=404)
    assert world.a.latin not in page.html
    assert world.b.latin not in page.html


def test_a_forged_field_shows_because_the_page_has_the_true_one(app: Flask, world: World, work: Work) -> None:
    with work() as session:
        row = session.scalars(select(Certificate).where(Certificate.serial == world.a.serial)).one()
        row.snapshot = {**row.snapshot, "name_latin": "FORGED NAME"}
    page = HouseClient(app, language="en").get(address(world))
    assert "cannot be confirmed" in page.main
    assert "is valid" not in page.main
    refused = (
        HouseClient(app).sign_in(world.a.graduate).get(f"/certificates/{world.a.serial}.pdf", status=409)
    )
    assert refused.response.mimetype == "text/html"


def test_number_and_code_can_be_typed_with_khmer_digits_and_spaces(app: Flask, world: World) -> None:
    client = HouseClient(app)
    form = client.get("/verify").form(having="serial")
    typed = f" {world.a.code[:4].lower()} {world.a.code[4:9]}-{world.a.code[9:]} "
    from hrtraining.core.khmer.digits import to_khmer

    page = client.submit(form, {"serial": to_khmer(world.a.serial), "code": typed})
    assert page.path == address(world)
    empty = client.submit(form, {"serial": "", "code": ""}, status=422)
    assert "សូមបំពេញចំណុចនេះ" in empty.main


def test_guessing_is_limited_also_when_nothing_is_found(app: Flask, world: World, work: Work) -> None:
    client = HouseClient(app)
    for _ in range(TRIES):
        client.get("/verify/2026-00001/AAAAAAAAAAAAAA", status=404)
    client.get("/verify/2026-00001/AAAAAAAAAAAAAA", status=429)
    client.get(address(world), status=429)
    with work() as session:
        assert session.scalars(select(RateCount.count)).all()


def test_who_has_no_certificate_reads_how_to_earn_either_kind(app: Flask, world: World) -> None:
    """A workshop of fewer than nine modules gives the certificate of attendance, so nine are not needed for one."""
    page = HouseClient(app, language="en").sign_in(world.a.beginner).get("/my-certificates")
    assert "With enough half-days you get one of attendance" in page.main
    assert "It needs all nine" not in page.main


def test_a_learner_downloads_the_own_certificate_and_no_other(app: Flask, world: World) -> None:
    client = HouseClient(app).sign_in(world.a.graduate)
    links = [link for link in client.get("/my-certificates").links if link.endswith(".pdf")]
    assert links == [f"/certificates/{world.a.serial}.pdf"]
    page = client.get(links[0])
    assert page.response.headers["Content-Disposition"].startswith("attachment")
    text = squeezed(pdf_of(page)[0].get_textpage().get_text_range())
    assert world.a.serial in text
    assert f"https://training.example{address(world)}" in text
    HouseClient(app).sign_in(world.a.closed.learners[1]).get(links[0], status=404)
    HouseClient(app).sign_in(world.b.graduate).get(links[0], status=404)


def test_the_trainer_prints_the_roster_in_its_order(app: Flask, world: World) -> None:
    client = HouseClient(app).sign_in(world.a.trainer)
    page = client.get(f"/workshops/{world.a.closed.id}/certificates")
    batch = pdf_of(client.get(f"/workshops/{world.a.closed.id}/certificates.pdf"))
    serials = [line for line in page.links if line.startswith("/certificates/") and line.endswith(".pdf")]
    assert len(batch) == len(serials) == len(world.a.closed.learners)
    for sheet, link in zip(batch, serials, strict=True):
        assert (
            link.removeprefix("/certificates/").removesuffix(".pdf") in sheet.get_textpage().get_text_range()
        )


def test_the_archive_holds_the_very_files_that_learners_download(app: Flask, world: World) -> None:
    client = HouseClient(app).sign_in(world.a.trainer)
    page = client.get(f"/workshops/{world.a.closed.id}/certificates.zip")
    with zipfile.ZipFile(io.BytesIO(page.response.data)) as archive:
        names = archive.namelist()
        assert len(names) == len(world.a.closed.learners)
        single = client.get(f"/certificates/{world.a.serial}.pdf").response.data
        assert archive.read(f"certificate-{world.a.serial}.pdf") == single


@pytest.mark.parametrize("whose", ["other_trainer", "academy_administrator"])
def test_nobody_of_another_workshop_or_academy_prints(app: Flask, world: World, whose: str) -> None:
    stranger = getattr(world.a if whose == "other_trainer" else world.b, whose)
    client = HouseClient(app).sign_in(stranger)
    client.get(f"/workshops/{world.a.closed.id}/certificates", status=404)
    client.get(f"/workshops/{world.a.closed.id}/certificates.pdf", status=404)
    client.get(f"/certificates/{world.a.serial}.pdf", status=404)


def test_the_trainer_issues_what_was_earned_once(app: Flask, world: World, work: Work) -> None:
    from datetime import UTC, datetime

    from hrtraining.workshops import queries as workshop_queries
    from hrtraining.workshops import services as workshop_services

    with work() as session:
        found = workshop_queries.workshop(session, world.a.running.id)
        assert found is not None
        for half_day in found.half_days:
            workshop_services.record_attendance(
                session,
                workshop_id=found.id,
                half_day=half_day,
                present=world.a.running.learners[:2],
                actor_id=world.a.trainer,
                now=datetime.now(UTC),
            )
    client = HouseClient(app, language="en").sign_in(world.a.trainer)
    path = f"/workshops/{world.a.running.id}/certificates"
    form = client.get(path).form(having="signer")
    page = client.submit(form)
    assert "2 certificates were issued" in page.main
    assert page.main.count("certificate of attendance") == 2
    assert not [one for one in page.forms if "signer" in one.names]
    with work() as session:
        rows = session.scalars(select(Certificate).where(Certificate.workshop_id == world.a.running.id)).all()
        assert [row.kind for row in rows] == ["attendance"] * 2
        assert all(row.snapshot["is_draft"] for row in rows)


def test_without_a_signer_the_page_says_whom_to_ask(app: Flask, world: World, work: Work) -> None:
    with work() as session:
        session.execute(update(Signer).values(is_active=False))
        session.execute(
            update(Certificate).values(state="revoked", reason="not_earned", ended_at=Certificate.issued_at)
        )
    page = (
        HouseClient(app, language="en")
        .sign_in(world.a.trainer)
        .get(f"/workshops/{world.a.closed.id}/certificates")
    )
    assert "Ask the administrator" in page.main


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ACADEMY_ADMINISTRATOR])
def test_the_register_is_searched_by_number_and_name(app: Flask, world: World, role: Role) -> None:
    client = HouseClient(app).sign_in(world.of_role(role))
    page = client.get("/certificates")
    assert world.a.serial in page.main
    assert (world.b.serial in page.main) == (role is Role.ANALYST)
    found = client.submit(page.form("/certificates"), {"q": world.a.latin.lower()})
    assert world.a.serial in found.main
    nothing = client.submit(page.form("/certificates"), {"q": "ZZZZZ"})
    assert world.a.serial not in nothing.main
    if role is Role.ACADEMY_ADMINISTRATOR:
        client.get(f"/certificates/{world.b.serial}", status=404)


def test_the_analyst_sees_a_certificate_but_may_not_end_it(app: Flask, world: World) -> None:
    client = HouseClient(app).sign_in(world.analyst)
    page = client.get(f"/certificates/{world.a.serial}")
    assert not [form for form in page.forms if form.action.endswith(("/revoke", "/replace"))]
    client.post(f"/certificates/{world.a.serial}/revoke", {"revoke-reason": "not_earned"}, status=403)
    client.get(f"/certificates/{world.a.serial}.pdf", status=404)


def test_a_revoked_certificate_says_so_to_everybody(app: Flask, world: World) -> None:
    client = HouseClient(app, language="en").sign_in(world.a.academy_administrator)
    form = client.get(f"/certificates/{world.a.serial}").form("/revoke")
    refused = client.submit(form, {}, status=422)
    assert "Choose a reason" in refused.main
    page = client.submit(form, {"revoke-reason": "not_earned", "revoke-note": "told only to the academy"})
    assert "was revoked" in page.main
    assert not [one for one in page.forms if one.action.endswith(("/revoke", "/replace"))]
    public = HouseClient(app, language="en").get(address(world))
    assert "it had not been earned" in public.main
    assert "told only to the academy" not in public.html
    assert "is valid" not in public.main
    learner = HouseClient(app).sign_in(world.a.graduate)
    assert not [link for link in learner.get("/my-certificates").links if link.endswith(".pdf")]
    learner.get(f"/certificates/{world.a.serial}.pdf", status=409)
    client.post(f"/certificates/{world.a.serial}/revoke", {"revoke-reason": "not_earned"}, status=409)


def test_a_replaced_certificate_leads_to_the_new_one(app: Flask, world: World) -> None:
    client = HouseClient(app, language="en").sign_in(world.a.academy_administrator)
    form = client.get(f"/certificates/{world.a.serial}").form("/replace")
    page = client.submit(form, {"replace-reason": "lost_or_damaged"})
    new = page.path.removeprefix("/certificates/")
    assert new != world.a.serial
    assert "is valid" in page.main
    public = HouseClient(app, language="en").get(address(world))
    assert new in public.main
    assert "was replaced" in public.main


def test_an_academy_ends_only_its_own(app: Flask, world: World, work: Work) -> None:
    client = HouseClient(app).sign_in(world.b.academy_administrator)
    client.post(f"/certificates/{world.a.serial}/revoke", {"revoke-reason": "not_earned"}, status=404)
    client.post(f"/certificates/{world.a.serial}/replace", {"replace-reason": "wrong_details"}, status=404)
    with work() as session:
        row = session.scalars(select(Certificate).where(Certificate.serial == world.a.serial)).one()
        assert row.state == "issued"


def test_the_administrator_records_signers_and_offices(app: Flask, world: World, work: Work) -> None:
    client = HouseClient(app, language="en").sign_in(world.administrator)
    page = client.get("/signers")
    form = page.form("/signers")
    values = {
        "title_km": "ប្រធាន", "title_en": "Head", "name_km": "សុខ វិបុល", "name_en": "SOK VIBOL",
        "place_km": "ភ្នំពេញ", "place_en": "Phnom Penh",
    }  # fmt: skip
    refused = client.submit(form, {**values, "name_km": "សុខ\u17d2"}, status=422)
    assert "print wrongly" in refused.main
    empty = client.submit(form, {**values, "title_en": " "}, status=422)
    assert "Fill this in" in empty.main
    page = client.submit(form, values)
    assert "SOK VIBOL" in page.main
    retire = [one for one in page.forms if one.action.endswith("/retire")]
    client.submit(retire[0])
    head = client.get("/signers").form("/letterhead")
    client.submit(head, {"ministry_km": "ក្រសួងមហាផ្ទៃ", "office_en": "AIDS Secretariat of the Ministry"})
    with work() as session:
        assert [one.is_active for one in session.scalars(select(Signer).order_by(Signer.id))] == [True, False]


def test_a_loopback_address_is_not_printed(app: Flask, world: World) -> None:
    from dataclasses import replace

    real = app.config["SETTINGS"]
    client = HouseClient(app, language="en").sign_in(world.a.graduate)
    app.config["SETTINGS"] = replace(real, base_url="https://localhost")
    try:
        page = client.get(f"/certificates/{world.a.serial}.pdf", status=400)
    finally:
        app.config["SETTINGS"] = real
    assert "BASE_URL" in page.main
