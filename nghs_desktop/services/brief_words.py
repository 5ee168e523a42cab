"""What briefs say of themselves beside the fixed words of the templates: sentences that count, name
days and join lists, in English and Spanish. What people wrote is never translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.spoken import spoken_count, spoken_list
from nghs_desktop.reports.templates.words import Words, spanish, words_of

_ES_NUMBERS = (
    *("cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    *("once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho"),
    *("diecinueve", "veinte"),
)
_EN_THINGS = {
    "member": ("member", "members"),
    "organization": ("organisation", "organisations"),
    "meeting": ("meeting", "meetings"),
    "barrier": ("barrier", "barriers"),
    "practice": ("practice", "practices"),
    "decision": ("decision", "decisions"),
    "commitment": ("commitment", "commitments"),
    "recognition": ("recognition", "recognitions"),
    "focus": ("focus area", "focus areas"),
    "dot": ("dot", "dots"),
    "school": ("school", "schools"),
    "student": ("student", "students"),
    "hour": ("hour", "hours"),
    "reading": ("reading", "readings"),
}
_ES_THINGS = {
    "member": ("integrante", "integrantes"),
    "organization": ("organización", "organizaciones"),
    "meeting": ("reunión", "reuniones"),
    "barrier": ("barrera", "barreras"),
    "practice": ("práctica", "prácticas"),
    "decision": ("decisión", "decisiones"),
    "commitment": ("compromiso", "compromisos"),
    "recognition": ("reconocimiento", "reconocimientos"),
    "focus": ("área de enfoque", "áreas de enfoque"),
    "dot": ("punto", "puntos"),
    "school": ("escuela", "escuelas"),
    "student": ("estudiante", "estudiantes"),
    "hour": ("hora", "horas"),
    "reading": ("lectura", "lecturas"),
}
_FEMININE = frozenset(
    {
        *("organization", "meeting", "barrier", "practice", "decision", "focus", "school"),
        *("hour", "reading"),
    }
)
_ES_LABELS = {
    # what a thing is
    "Barrier": "Barrera",
    "Effective practice": "Práctica eficaz",
    "Recognition": "Reconocimiento",
    "Commitment": "Compromiso",
    "Decision": "Decisión",
    "Focus area": "Área de enfoque",
    "Note": "Nota",
    # where it stands
    "Captured": "Registrada",
    "Triaged": "Clasificada",
    "Framed": "Formulada",
    "In work": "En curso",
    "Referred": "Remitida",
    "Proposed as focus": "Propuesta como enfoque",
    "Resolved": "Resuelta",
    "Verified": "Verificada",
    "Closed": "Cerrada",
    "Accepted as is": "Aceptada como es",
    "Reopened": "Reabierta",
    "Noticed": "Observada",
    "Described": "Descrita",
    "Assessed": "Evaluada",
    "Classified": "Clasificada",
    "Shared": "Compartida",
    "Retired": "Retirada",
    "Emerging": "Incipiente",
    "Promising": "Prometedora",
    "Effective": "Eficaz",
    "Not supported here": "Sin respaldo aquí",
    "Noted": "Anotado",
    "Nominated": "Nominado",
    "Reviewed": "Revisado",
    "Recognised": "Reconocido",
    "Declined": "Rechazado",
    "Put forward": "Propuesto",
    "Open": "Abierto",
    "In progress": "En curso",
    "Done": "Cumplido",
    "Dropped": "Abandonado",
    "Drafted": "En borrador",
    "Outcome written": "Con resultado",
    "Superseded": "Reemplazada",
    "Proposed": "Propuesta",
    "Recommended": "Recomendada",
    "Allocated": "Asignada",
    "Low": "Baja",
    "Medium": "Media",
    "High": "Alta",
    # who would have to move
    "Classroom": "Aula",
    "School": "Escuela",
    "District": "Distrito",
    "City": "Ciudad",
    "County": "Condado",
    "State": "Estado",
    "Federal": "Gobierno federal",
    "Funder": "Financiador",
    "Community": "Comunidad",
    # studies and sites
    "Experimental (random assignment)": "Experimental (asignación al azar)",
    "Quasi-experimental": "Cuasiexperimental",
    "Correlational, with statistical controls": "Correlacional, con controles estadísticos",
    "Other": "Otro",
    "Positive": "Positivo",
    "None found": "Ninguno encontrado",
    "Negative": "Negativo",
    "Started": "Comenzó",
    "Works here": "Funciona aquí",
    "Works in part": "Funciona en parte",
    "Did not work here": "No funcionó aquí",
    # seats
    "Chair": "Presidencia",
    "Facilitator": "Facilitación",
    "Recorder": "Secretaría",
    "Member": "Integrante",
    "Alternate": "Suplente",
    "Staff": "Personal",
    "Guest": "Invitado",
    "Observer": "Observador",
}


@frozen
class BriefWords:
    """The sentences of briefs in one language; `words` are the fixed words of the templates."""

    words: Words
    spanish: bool = False
    brief_of: str = "{name} brief"
    printed: str = "Printed {day}, {time}"
    number: str = "No. {number}"
    all_groups: str = "All work groups"
    period: str = "{name}, {since} to {until}"
    short_day: str = "{day} {month}"
    joint: str = "and"
    barriers_ranked: str = "Barriers, in the order the room ranked them"
    barriers: str = "Barriers"
    practices_around: str = "Practices that get around them"
    practices: str = "Practices"
    who_what: str = "Who will do what"
    heads: tuple[str, str, str] = ("Who", "What", "By when")
    recognitions: str = "Recognitions"
    decisions: str = "Decisions"
    commitments: str = "Commitments"
    focus: str = "Where to put our time"
    notes: str = "Full notes"
    note_heads: tuple[str, str, str, str] = ("Time", "Kind", "Note", "Said by")
    nobody: str = "Nobody yet"
    lever: str = "{lever} lever"
    raised_by: str = "Raised by {name}"
    evidence: str = "Evidence: {text}"
    status: str = "Status: {word}"
    untitled: str = "Untitled resource"
    met: str = "{who} met."
    met_for: str = "{who} met for {minutes} minutes."
    they: str = "They {deeds}."
    we: str = "The {name} {deeds}."
    work_groups: str = "work groups"
    deeds: tuple[tuple[str, str], ...] = (
        ("barrier", "named {many}"),
        ("practice", "shared {many}"),
        ("decision", "took {many}"),
        ("commitment", "made {many}"),
        ("recognition", "put forward {many}"),
    )
    # masks
    a_student: str = "a student"
    somebody: str = "somebody"
    somebody_at: str = "somebody at {place}"
    role_at: str = "a {role} at {place}"
    participant: str = "a participant"
    known_to_group: str = "Known to the group"
    few: str = "fewer than 10"
    few_students: str = "fewer than 10 students"
    # one-pager, issue brief, memo
    people_from: str = "{people} from {places}."
    we_advise: str = "We advise {whom}."
    root_cause: str = "Root cause: {text}"
    affected: str = "Affected: {text}"
    in_organisations: str = "member from {places}|members from {places}"
    barriers_heard: str = "barrier heard, {done} resolved|barriers heard, {done} resolved"
    practices_known: str = "practice shared|practices shared"
    commitments_kept: str = "commitment, {done} kept|commitments, {done} kept"
    schools_reached: str = "school it reaches|schools it reaches"
    students_reached: str = "students it reaches"
    dots_given: str = "dot the room gave it|dots the room gave it"
    practices_help: str = "practice that gets around it|practices that get around it"
    dots_chart: str = "Dots the room gave"
    we_ask: str = "We ask: {text}"
    needs: str = "Needs: {text}"
    level_of: str = "Who would have to move for it to go: {word}."
    chair_of: str = "chair, {group}"
    for_group: str = "for the {group}"
    act: str = "Act, or say who should"
    take_up: str = "Take it up, or return it with a reason"
    gets_around: str = "It gets around: {text}"
    recognised_for: str = "Recognised: {text}"
    framework: str = "framework of the {group}"
    significant: str = "significant"
    taken_up: str = "Taken up by {places}"
    score_of: str = "{score} of {most}"
    told: str = "Told: {whom}"
    asks: tuple[tuple[str, str], ...] = (
        ("act", "Act on it"),
        ("advise", "Advise us"),
        ("fund", "Find funds for it"),
        ("research", "Find out more"),
    )
    hours: tuple[tuple[str, str], ...] = (
        ("coaching", "Improvement coaching"),
        ("facilitation", "Facilitation"),
        ("data", "Data"),
    )
    # letter
    dear: str = "To {name},"
    read_nomination: str = (
        "The {group} has read the nomination “{title}” with care. This letter says what stood out."
    )
    thanks: str = "We thank you for the work, and for letting others see it."
    farewell: str = "With regards,"
    # focus
    where_hours: str = "Where should improvement and facilitation hours go next?"
    focus_title: str = "Where our hours should go"
    focus_summary: str = "{many}, weighed by what they would bring and what they would take."
    # reading list
    readings: str = "What to read"
    readings_summary: str = "{many}, by kind."
    other_kind: str = "Other"
    for_whom: str = "For: {text}"
    # annual report
    year_of: str = "{name}: {since} to {until}"
    year_summary: str = "{meetings} in this time: {counts}."
    by_lever: str = "Barriers heard, by month and lever"
    by_level: str = "Practices by level"
    by_state: str = "Commitments by how they stand"
    no_lever: str = "No lever"
    no_level: str = "Not placed yet"
    kept: str = "Kept"
    late: str = "Late"
    still_open: str = "Open, in time"
    dropped: str = "Dropped"
    table_heads: tuple[str, ...] = ("No.", "What", "Lever", "Status", "Dots")
    commitment_heads: tuple[str, ...] = ("Who", "What", "By when", "Status")
    decision_heads: tuple[str, ...] = ("Day", "Decision", "Outcome")
    recognition_heads: tuple[str, ...] = ("No.", "Recognition", "Status")
    practice_heads: tuple[str, ...] = ("No.", "Practice", "Where", "Level")
    barriers_told: str = "{many} heard, {done} resolved or closed."
    practices_told: str = "{many} shared, {done} promising or effective."
    commitments_told: str = "{many} made, {done} kept, {late} late."
    decisions_told: str = "{many} taken."
    recognitions_told: str = "{many} put forward, {done} recognised."

    def day(self, day: date, today: date | None = None) -> str:
        """Return a day as a letter has it; without its year when that is clear from `today`."""
        if today is not None and abs((day - today).days) < 300:
            month = self.words.months[day.month - 1]
            return self.short_day.format(day=day.day, month=month)
        return self.words.day(day)

    def month(self, day: date) -> str:
        """Return a month with its year, short: Nov 2026."""
        return f"{self.words.months[day.month - 1][:3]} {day.year}"

    def many(self, number: int, thing: str) -> str:
        """Return a count of things in words up to twenty: three barriers, una barrera."""
        if not self.spanish:
            return spoken_count(number, *_EN_THINGS[thing])
        one, more = _ES_THINGS[thing]
        feminine = thing in _FEMININE
        if number == 0:
            return f"{'ninguna' if feminine else 'ningún'} {one}"
        if number == 1:
            return f"{'una' if feminine else 'un'} {one}"
        said = _ES_NUMBERS[number] if number < len(_ES_NUMBERS) else f"{number:,}"
        return f"{said} {more}"

    def figure(self, number: int, thing: str) -> str:
        """Return a count of things in figures: 7 dots."""
        one, more = (_ES_THINGS if self.spanish else _EN_THINGS)[thing]
        return f"{number:,} {one if number == 1 else more}"

    def per(self, number: int, form: str, **more: object) -> str:
        """Return the label of a figure: the first of its two forms goes with one."""
        forms = form.split("|")
        return (forms[0] if number == 1 else forms[-1]).format(**more)

    def listed(self, parts: Sequence[str]) -> str:
        """Return parts as a list in a sentence."""
        joint = self.joint
        if self.spanish and parts and parts[-1].lower().startswith(("i", "hi")):
            joint = "e"
        return spoken_list(parts, joint)

    def label(self, label: str) -> str:
        """Return the label of a word of the program in the language of the brief."""
        return _ES_LABELS.get(label, label) if self.spanish else label


_SPANISH: Mapping[str, object] = {
    "spanish": True,
    "brief_of": "Informe · {name}",
    "printed": "Impreso el {day}, {time}",
    "number": "N.º {number}",
    "all_groups": "Todos los grupos de trabajo",
    "period": "{name}, del {since} al {until}",
    "short_day": "{day} de {month}",
    "joint": "y",
    "barriers_ranked": "Barreras, en el orden que les dio la sala",
    "barriers": "Barreras",
    "practices_around": "Prácticas que las sortean",
    "practices": "Prácticas",
    "who_what": "Quién hará qué",
    "heads": ("Quién", "Qué", "Para cuándo"),
    "recognitions": "Reconocimientos",
    "decisions": "Decisiones",
    "commitments": "Compromisos",
    "focus": "Dónde poner nuestro tiempo",
    "notes": "Notas completas",
    "note_heads": ("Hora", "Tipo", "Nota", "Dicho por"),
    "nobody": "Nadie todavía",
    "lever": "Palanca: {lever}",
    "raised_by": "Planteada por {name}",
    "evidence": "Evidencia: {text}",
    "status": "Estado: {word}",
    "untitled": "Recurso sin título",
    "met": "Asistencia: {who}.",
    "met_for": "Asistencia: {who}, durante {minutes} minutos.",
    "they": "En total: {deeds}.",
    "we": "{name}: {deeds}.",
    "work_groups": "grupos de trabajo",
    "deeds": (
        ("barrier", "{many}"),
        ("practice", "{many}"),
        ("decision", "{many}"),
        ("commitment", "{many}"),
        ("recognition", "{many}"),
    ),
    "a_student": "una persona estudiante",
    "somebody": "una persona",
    "somebody_at": "una persona de {place}",
    "role_at": "una persona de {place}",
    "participant": "una persona participante",
    "known_to_group": "Consta al grupo",
    "few": "menos de 10",
    "few_students": "menos de 10 estudiantes",
    "people_from": "{people} de {places}.",
    "we_advise": "Asesoramos a: {whom}.",
    "root_cause": "Causa de fondo: {text}",
    "affected": "Afecta a: {text}",
    "in_organisations": "integrante de {places}|integrantes de {places}",
    "barriers_heard": "barrera escuchada, resueltas: {done}|barreras escuchadas, resueltas: {done}",
    "practices_known": "práctica compartida|prácticas compartidas",
    "commitments_kept": "compromiso, cumplidos: {done}|compromisos, cumplidos: {done}",
    "schools_reached": "escuela a la que llega|escuelas a las que llega",
    "students_reached": "estudiantes a quienes llega",
    "dots_given": "punto que le dio la sala|puntos que le dio la sala",
    "practices_help": "práctica que la sortea|prácticas que la sortean",
    "dots_chart": "Puntos que dio la sala",
    "we_ask": "Pedimos: {text}",
    "needs": "Necesita: {text}",
    "level_of": "Quién tendría que actuar para que desaparezca: {word}.",
    "chair_of": "presidencia, {group}",
    "for_group": "por {group}",
    "act": "Actúe, o diga a quién corresponde",
    "take_up": "Hágase cargo, o devuélvala con una razón",
    "gets_around": "Sortea: {text}",
    "recognised_for": "Reconocida: {text}",
    "framework": "marco de {group}",
    "significant": "significativo",
    "taken_up": "La adoptaron {places}",
    "score_of": "{score} de {most}",
    "told": "Se informó a: {whom}",
    "asks": (
        ("act", "Actúen"),
        ("advise", "Aconséjennos"),
        ("fund", "Busquen fondos"),
        ("research", "Averigüen más"),
    ),
    "hours": (
        ("coaching", "Acompañamiento en mejora"),
        ("facilitation", "Facilitación"),
        ("data", "Datos"),
    ),
    "dear": "Para {name}:",
    "read_nomination": (
        "{group} leyó con atención la nominación “{title}”. Esta carta dice lo que destacó."
    ),
    "thanks": "Agradecemos el trabajo, y que otros puedan verlo.",
    "farewell": "Atentamente,",
    "where_hours": "¿Adónde deben ir las próximas horas de mejora y facilitación?",
    "focus_title": "Adónde deben ir nuestras horas",
    "focus_summary": "{many}, por lo que aportarían y lo que costarían.",
    "readings": "Qué leer",
    "readings_summary": "{many}, por tipo.",
    "other_kind": "Otros",
    "for_whom": "Para: {text}",
    "year_of": "{name}: del {since} al {until}",
    "year_summary": "{meetings} en este tiempo: {counts}.",
    "by_lever": "Barreras escuchadas, por mes y palanca",
    "by_level": "Prácticas por nivel",
    "by_state": "Compromisos según su estado",
    "no_lever": "Sin palanca",
    "no_level": "Sin nivel todavía",
    "kept": "Cumplidos",
    "late": "Atrasados",
    "still_open": "Abiertos, a tiempo",
    "dropped": "Abandonados",
    "table_heads": ("N.º", "Qué", "Palanca", "Estado", "Puntos"),
    "commitment_heads": ("Quién", "Qué", "Para cuándo", "Estado"),
    "decision_heads": ("Día", "Decisión", "Resultado"),
    "recognition_heads": ("N.º", "Reconocimiento", "Estado"),
    "practice_heads": ("N.º", "Práctica", "Dónde", "Nivel"),
    "barriers_told": "{many}; resueltas o cerradas: {done}.",
    "practices_told": "{many}; prometedoras o eficaces: {done}.",
    "commitments_told": "{many}; cumplidos: {done}, atrasados: {late}.",
    "decisions_told": "{many}.",
    "recognitions_told": "{many}; reconocidos: {done}.",
}


def brief_words(language: str) -> BriefWords:
    """Return the words for a language tag; English where there are none."""
    if language.startswith("es"):
        return BriefWords(words=spanish(), **_SPANISH)  # type: ignore[arg-type]
    return BriefWords(words=words_of(language))
