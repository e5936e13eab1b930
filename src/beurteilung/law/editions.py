"""Editions of a guideline: validity, scales and mappings of one file, and which edition governs a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from beurteilung._base.errors import (
    NoScaleError,
    NotInForceError,
    OverlappingEditionsError,
    UnknownGradeError,
)
from beurteilung._base.kinds import expect
from beurteilung._base.ports import picture
from beurteilung._base.records import cached_property, field, frozen
from beurteilung._base.text import Text, day
from beurteilung.law.files import cite, exact, last_place, numbers, rounded
from beurteilung.model.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from beurteilung.law.document import Dokument, Geltung, Luecke
    from beurteilung.law.files import Datum
    from beurteilung.model.mappings import ScaleMapping
    from beurteilung.model.offices import Laufbahngruppe
    from beurteilung.model.scales import Grade, GradeScale
    from beurteilung.model.sources import Citation

__all__ = ["Guideline", "governing"]


@frozen(repr=False)
class Guideline:
    """One edition of a guideline, with the scales and mappings of its file.

    ``document`` has what the file says, table by table; ``cite`` turns a datum into its citation.

    >>> from beurteilung import guideline
    >>> g = guideline("ni-pol-1999")
    >>> [str(g.cite(r)) for r in g.document.richtwert]
    ['Nr. 9 (VG Stade, Urt. v. 20.03.2003, 3 A 401/02)']
    """

    document: Dokument
    scales: tuple[GradeScale, ...] = ()
    mappings: tuple[ScaleMapping, ...] = ()
    _sources: Mapping[str, Source] = field(factory=dict[str, "Source"], eq=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the edition."""
        return self.document.id

    @property
    def family(self) -> str:
        """The line of editions."""
        return self.document.familie

    @property
    def line(self) -> str:
        """The line of editions; an edition that names none is a line of its own."""
        return self.family or self.id

    @property
    def title(self) -> str:
        """The title as printed."""
        return self.document.titel

    @cached_property
    def as_source(self) -> Source:
        """The edition as what is cited, where only a decision that reports it was read."""
        return Source(self.id, self.title, "norm")

    @property
    def gaps(self) -> tuple[Luecke, ...]:
        """What could not be attested."""
        return self.document.luecke

    @cached_property
    def scale(self) -> GradeScale | None:
        """The scale of the Gesamturteil; None if no source attests its grades."""
        overall = {s.id for s in self.document.skala if s.fuer == "gesamturteil"}
        return next((s for s in self.scales if s.id in overall), None)

    def cite(self, datum: Datum) -> Citation:
        """Return source, place and evidence of a datum of this edition."""
        return cite(datum, self._sources)

    def governs(self, stichtag: date, group: Laufbahngruppe | None = None) -> Geltung | None:
        """Return the statement of validity that covers a Stichtag; None if it does not govern it.

        >>> from datetime import date
        >>> from beurteilung import Laufbahngruppe, guideline
        >>> group = Laufbahngruppe("gehobener Dienst")
        >>> str(guideline("ni-pol-1999").governs(date(1999, 11, 1), group).bis)
        '2008-08-31'
        """
        return next((g for g in self.document.geltung if g.covers(stichtag, group)), None)

    def holds_on(self, stichtag: date, group: Laufbahngruppe | None = None) -> bool | None:
        """Tell whether it governs a Stichtag; None if no source tells, or only for a group not given."""
        if self.governs(stichtag, group):
            return True
        others = any(g.covers(stichtag, g.laufbahngruppe) for g in self.document.geltung)
        unknown = (
            not self.document.geltung or self.gap("geltung", stichtag) or (others and not group)
        )
        return None if unknown else False

    def gap(self, topic: str, on: date | None = None) -> Luecke | None:
        """Return the recorded gap about a key, such as 'richtwert.prozent', on a day; None if none.

        >>> from beurteilung import guideline
        >>> guideline("ni-pol-1999").gap("richtwert.prozent").was
        'Prozentsatz des Richtwerts für „Hervorragend“'
        """
        expect("on", on, date, None)
        return next((g for g in self.gaps if g.betrifft == topic and g.covers(on)), None)

    def place(self, number: Fraction | Decimal | int | str, scale_id: str = "") -> Grade:
        """Return the grade of a computed value, such as a mean, on a scale of numbers.

        The value is cut or rounded as the guideline says; without such a rule only values that the
        scale prints have a grade.

        Raises:
            DataError: the value is a float or no number.
            NoScaleError: the guideline has no such scale.
            UnknownGradeError: the value lies off the scale, or no source says how to round it; the
                ends of the scale are named.

        >>> from beurteilung import guideline
        >>> guideline("jur-18").place("13,996", "jur-18-mittel")
        <Grade jur-18-mittel:13,99>
        """
        expect("scale_id", scale_id, str)
        wanted = scale_id or self.id
        part = next((s for s in self.document.skala if s.id == wanted), None)
        if part is None:
            ids = ", ".join(s.id for s in self.scales)
            raise NoScaleError(
                Text(
                    f"{self.id} hat keine Skala „{wanted}“; ihre Skalen: {ids or 'keine'}",
                    f"{self.id} has no scale {wanted!r}; its scales: {ids or 'none'}",
                )
            )
        scale = next(s for s in self.scales if s.id == wanted)
        grades = numbers(scale)
        codes = [grade.code for grade in grades.values()]
        value = exact(number)
        if rule := part.rundung:
            value = rounded(value, rule.schritt or last_place(codes), rule.art)
        if value in grades:
            return grades[value]
        way = Text("keine Quelle sagt, wie zu runden ist", "no source says how to round")
        if rule:
            way = Text(f"rundung: {rule.art}", f"rundung: {rule.art}")
        ends = Text("sie hat keine Zahlen", "it has no numbers")
        if codes:
            ends = Text(
                f"ihre Zahlen: {codes[0]} bis {codes[-1]}",
                f"its numbers: {codes[0]} to {codes[-1]}",
            )
        raise UnknownGradeError(
            Text(
                f"{number} ist keine Note der Skala {wanted} ({way.de}); {ends.de}",
                f"{number} has no grade on scale {wanted} ({way.en}); {ends.en}",
            )
        )

    def _repr_html_(self) -> str:
        return picture(self)

    def __hash__(self) -> int:
        """Hash by id: a file may hold tables, which do not hash."""
        return hash(self.id)

    def __repr__(self) -> str:
        """Show the id and what the file holds, in one line."""
        return f"<Guideline {self.id}: {len(self.scales)} scales, {len(self.document.richtwert)} Richtwerte>"

    def __str__(self) -> str:
        """Return the title."""
        return self.title


def governing(
    family: str, editions: Iterable[Guideline], stichtag: date, group: Laufbahngruppe | None
) -> Guideline:
    """Return the edition that governs a Stichtag of a Laufbahngruppe.

    Raises:
        NotInForceError: none does, or that depends on the Laufbahngruppe; the days that are covered are
            named, earliest first, and what is recorded as a gap.
        OverlappingEditionsError: several do; both are named.
    """
    known = list(editions)
    fitting = [g for g in known if g.governs(stichtag, group)]
    if len(fitting) == 1:
        return fitting[0]
    when = Text(
        f"den Stichtag {day(stichtag)}{f' ({group.value})' if group else ''}",
        f"the Stichtag {day(stichtag, 'en')}{f' for {group.value}' if group else ''}",
    )
    if fitting:
        ids = [g.id for g in fitting]
        raise OverlappingEditionsError(
            Text(
                f"{' und '.join(ids)} gelten beide für {when.de}; die Fassung selbst nennen",
                f"{' and '.join(ids)} both claim {when.en}; name the edition itself",
            )
        )
    of_groups = [
        f"{s.laufbahngruppe.value}: {g.id}"
        for g in known
        for s in g.document.geltung
        if s.laufbahngruppe and not group and s.covers(stichtag, s.laufbahngruppe)
    ]
    if of_groups:
        raise NotInForceError(
            Text(
                f"welche Fassung von {family} für {when.de} gilt, hängt von der Laufbahngruppe ab; anzugeben ist "
                f"laufbahngruppe ({'; '.join(of_groups)})",
                f"which edition of {family} governs {when.en} depends on the Laufbahngruppe; give laufbahngruppe "
                f"({'; '.join(of_groups)})",
            )
        )
    from beurteilung._base.translations import remark  # noqa: PLC0415 - only a refusal needs it

    days = sorted(
        ((s, g.id) for g in known for s in g.document.geltung), key=lambda at: at[0].ab or date.min
    )
    spans = [
        Text(
            f"{name} ({group}{s.ab or 'Beginn unbekannt'} bis {s.bis or 'offen'})",
            f"{name} ({group}{s.ab or 'start unknown'} to {s.bis or 'open'})",
        )
        for s, name in days
        for group in [f"{s.laufbahngruppe.value}, " if s.laufbahngruppe else ""]
    ]
    holes = [gap.was for g in known if (gap := g.gap("geltung", stichtag))]
    raise NotInForceError(
        Text(
            f"für {when.de} ist keine Fassung von {family} bekannt; "
            f"bekannt: {', '.join(s.de for s in spans) or 'keine'}"
            f"{'; vermerkte Lücke: ' if holes else ''}{'; '.join(holes)}",
            f"no edition of {family} is known for {when.en}; "
            f"known: {', '.join(s.en for s in spans) or 'none'}"
            f"{'; recorded gap: ' if holes else ''}{'; '.join(remark(h, 'en') for h in holes)}",
        )
    )
