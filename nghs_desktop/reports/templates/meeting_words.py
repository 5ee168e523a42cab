"""The fixed words of the papers of a meeting, by language. What people wrote is never translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from fractions import Fraction

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.carry_over import Reason, ordinal
from nghs_desktop.domain.decision_rules import FIST_LEVELS, GRADIENT_LEVELS
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.meetings import Purpose
from nghs_desktop.domain.quorum import share_words
from nghs_desktop.reports.templates.words import Words

_ENGLISH_DAYS = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),)


def _labels(*words: Purpose | Reason | Method) -> dict[str, str]:
    return {word.value: word.label for word in words}


@frozen
class MeetingWords:
    """Headings, labels and joints of agenda, run sheet, sheets to fill in, minutes and book."""

    spanish: bool = False
    days: tuple[str, ...] = _ENGLISH_DAYS
    day_form: str = "{weekday} {day}"
    purposes: Mapping[str, str] = field(default_factory=lambda: _labels(*Purpose))
    reasons: Mapping[str, str] = field(default_factory=lambda: _labels(*Reason))
    methods: Mapping[str, str] = field(default_factory=lambda: _labels(*Method))
    states: Mapping[str, str] = field(default_factory=dict)
    fist: tuple[str, ...] = FIST_LEVELS
    gradients: tuple[str, ...] = GRADIENT_LEVELS
    # all papers
    when: str = "When"
    where: str = "Where"
    purpose: str = "Purpose"
    chair: str = "Chair"
    facilitator: str = "Facilitator"
    recorder: str = "Recorder"
    led_by: str = "Led by"
    as_chair: str = "{name} (chair)"
    as_facilitator: str = "{name} (facilitator)"
    as_recorder: str = "{name} (recorder)"
    span: str = "{start} to {end}"
    minutes_short: str = "{minutes} min"
    about: str = "About this meeting"
    names_rule: str = "Names"
    by_organisation: str = "Only organisations are named in what is kept and printed."
    no_names: str = "Nobody is named in what is kept and printed (Chatham House rule)."
    a_participant: str = "A participant"
    known: str = "Known to the group"
    printed: str = "Printed {date}, {time}"
    # agenda
    agenda: str = "Agenda"
    expected: str = "People expected"
    people: str = "{count} people"
    one_person: str = "1 person"
    consent_block: str = "Decided together, without discussion"
    consent_words: str = (
        "Before the decision, any member may take a point out to have it discussed."
    )
    consent_points: str = "{count} points, decided at once"
    pulled_out: str = "taken out of the block"
    returns: str = "{age} meeting"
    since_day: str = "first on {date}"
    fixed: str = "starts at this hour"
    in_all: str = "{minutes} minutes in all, until {end}"
    untimed: str = "{minutes} minutes in all"
    # run sheet
    run_sheet: str = "Run sheet"
    run_words: str = "For the facilitator. Private notes stand on this paper and on no other."
    clock: str = "The clock"
    starts: str = "Starts"
    began: str = "Began"
    item: str = "Item"
    planned: str = "Planned"
    took: str = "Took"
    private: str = "Private notes"
    presenter: str = "Presenter"
    script: str = "Script"
    step: str = "Step"
    who: str = "Who"
    minutes: str = "Minutes"
    what: str = "What"
    say: str = "To say"
    notes_room: str = "Notes"
    open_work: str = "Open commitments"
    all_done: str = "Whole agenda"
    # sign-in sheet
    sign_in: str = "Sign-in sheet"
    name: str = "Name"
    organisation: str = "Organisation"
    seat: str = "Seat"
    signature: str = "Signature"
    votes: str = "Votes"
    alternate: str = "For {name}"
    guest: str = "Guest"
    guests: str = "Guests and people not on the list"
    e_mail: str = "Email or phone"
    seats_count: str = "{votes} of {people} have a vote."
    # ballots and dots
    ballots: str = "Ballots"
    ballot: str = "Ballot"
    cut: str = "{count} ballots. Cut along the dashed lines."
    one_ballot: str = "1 ballot. Cut along the dashed line."
    proposal: str = "Proposal"
    secret: str = "Secret: leave no name."
    box: str = "Box to mark"
    box_place: str = "Box for a number"
    box_dots: str = "Room for dots"
    yes: str = "Yes"
    no: str = "No"
    consents: str = "I consent"
    abstain: str = "I abstain"
    abstain_priorities: str = "I abstain for my organisation's priorities"
    stand_aside: str = "I stand aside"
    objection: str = "I object. My reason, and what would remove it:"
    mark_fist: str = "Mark one figure. 3 and above: it can go ahead."
    mark_gradient: str = "Mark the one that is nearest to what you think."
    mark_scores: str = "Mark a figure for each: 0 is none, {top} is most."
    mark_scores_written: str = "Write a figure from 0 to {top} into each box."
    mark_ranks: str = "Write 1 for the best, 2 for the next, and so on. You may stop early."
    mark_dots: str = "You have {dots}. Put them where they should count; {stack}."
    one_dot: str = "1 dot"
    many_dots: str = "{count} dots"
    may_stack: str = "several may go to one"
    no_stack: str = "not more than one to each"
    dot_sheets: str = "Dot sheet"
    in_the_way: str = "What stands most in the way?"
    # minutes
    minutes_title: str = "Minutes"
    in_room: str = "In the room"
    remote: str = "Remote"
    excused: str = "Excused"
    absent: str = "Absent"
    people_there: str = "Who was there"
    headcount: str = "Count"
    quorum: str = "Quorum"
    what_happened: str = "What was said and decided"
    by_consent: str = "Decided together"
    time: str = "Time"
    presence: str = "Presence"
    role_time: str = "Role and time"
    kind: str = "Kind"
    note: str = "Note"
    said_by: str = "Said by"
    decision: str = "Decision"
    outcome: str = "Outcome"
    how: str = "How"
    rule: str = "Rule"
    count: str = "Count of votes"
    answers: str = "Answers"
    objections: str = "Objections"
    recused: str = "Recused"
    dissent: str = "Other views"
    will_do: str = "Who will do what"
    parked: str = "Parked for later"
    next_meeting: str = "Next meeting"
    corrections: str = "Corrections"
    corrections_until: str = "Corrections until {date}"
    addenda: str = "Addenda"
    addendum: str = "Addendum of {date}"
    approval: str = "Approval and seal"
    sealed: str = "Sealed on {date}. Seal: {seal}"
    seal_of: str = "Seal: {seal}"
    to_sign: str = "Signed"
    nobody: str = "Nobody yet"
    # meeting book
    book: str = "Meeting book"
    in_this_book: str = "In this book"
    last_minutes: str = "Minutes of the last meeting, for approval"
    commitments: str = "Open commitments"
    by_when: str = "By when"
    came_back: str = "What comes back"
    papers: str = "Papers for this meeting"
    for_point: str = "For: {title}"
    brief: str = "Brief"
    late: str = "{days} days late"
    one_late: str = "1 day late"

    def ordinal(self, number: int) -> str:
        """Return a number in order, before the word for meeting."""
        return f"{number}.ª" if self.spanish else ordinal(number)

    def day(self, day: date, words: Words) -> str:
        """Return a day with its weekday: Tuesday 17 November 2026."""
        return self.day_form.format(weekday=self.days[day.weekday()], day=words.day(day))

    def dots(self, number: int) -> str:
        """Return a number of dots: 3 dots."""
        return self.one_dot if number == 1 else self.many_dots.format(count=number)

    def headed(self, number: int) -> str:
        """Return a number of people: 12 people."""
        return self.one_person if number == 1 else self.people.format(count=number)

    def share(self, share: Fraction, *, more_than: bool) -> str:
        """Return a share in words: more than half."""
        if not self.spanish:
            return share_words(share, more_than=more_than)
        named = {
            Fraction(1): "la totalidad",
            Fraction(1, 2): "la mitad",
            Fraction(2, 3): "dos tercios",
            Fraction(3, 4): "tres cuartos",
        }
        return f"{'más de ' if more_than else 'al menos '}{named.get(share, str(share))}"


def clock(moment: datetime) -> str:
    """Return the time of day, on the clock the moment carries: 18:30."""
    return f"{moment:%H:%M}"


def _spanish() -> MeetingWords:
    return MeetingWords(
        spanish=True,
        days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        day_form="{weekday}, {day}",
        purposes={
            "inform": "Informar",
            "discuss": "Deliberar",
            "advise": "Aconsejar",
            "decide": "Decidir",
            "recognise": "Reconocer",
            "consent": "Consentir",
        },
        reasons={
            "not_discussed": "no se trató",
            "open_action": "acción pendiente",
            "open_decision": "decisión pendiente",
            "recurring": "en cada reunión",
        },
        methods={
            "consent": "Consentimiento",
            "fist_to_five": "Puño a cinco",
            "majority": "Mayoría",
            "supermajority": "Mayoría calificada",
            "dot": "Votación con puntos",
            "score": "Puntuación",
            "ranked": "Voto por orden de preferencia",
            "gradients": "Grados de acuerdo",
            "count": "A mano alzada",
        },
        states={
            "Draft": "Borrador",
            "Circulated": "Distribuida",
            "Corrected": "Corregida",
            "Approved": "Aprobada",
            "Sealed": "Sellada",
        },
        fist=(
            "No puedo apoyarlo",
            "Serias dudas, hablemos más",
            "Algunas dudas, hablemos más",
            "Puedo aceptarlo",
            "Lo apoyo",
            "Lo apoyo del todo y ayudaré",
        ),
        gradients=(
            "Totalmente a favor",
            "A favor, con un detalle",
            "A favor, con reservas",
            "Sin opinión",
            "Hace falta hablar más",
            "No me gusta, pero lo acepto",
            "En serio desacuerdo",
            "No puedo aceptarlo",
        ),
        when="Cuándo",
        where="Dónde",
        purpose="Propósito",
        chair="Preside",
        facilitator="Facilita",
        recorder="Toma notas",
        led_by="A cargo",
        as_chair="{name} (preside)",
        as_facilitator="{name} (facilita)",
        as_recorder="{name} (toma notas)",
        span="{start} a {end}",
        minutes_short="{minutes} min",
        about="Sobre esta reunión",
        names_rule="Nombres",
        by_organisation="Solo se nombran organizaciones en lo que se guarda e imprime.",
        no_names="No se nombra a nadie en lo que se guarda e imprime (regla de Chatham House).",
        a_participant="Participante",
        known="El grupo lo sabe",
        printed="Impreso el {date}, {time}",
        agenda="Orden del día",
        expected="Personas esperadas",
        people="{count} personas",
        one_person="1 persona",
        consent_block="Se decide en conjunto, sin debate",
        consent_words=(
            "Antes de la decisión, cualquier integrante puede sacar un punto para que se debata."
        ),
        consent_points="{count} puntos, decididos a la vez",
        pulled_out="sacado del bloque",
        returns="{age} reunión",
        since_day="por primera vez el {date}",
        fixed="empieza a esta hora",
        in_all="{minutes} minutos en total, hasta las {end}",
        untimed="{minutes} minutos en total",
        run_sheet="Guion de la reunión",
        run_words="Para quien facilita. Las notas privadas están en esta hoja y en ninguna otra.",
        clock="El reloj",
        starts="Empieza",
        began="Empezó",
        item="Punto",
        planned="Previsto",
        took="Duró",
        private="Notas privadas",
        presenter="Presenta",
        script="Protocolo",
        step="Paso",
        who="Quién",
        minutes="Minutos",
        what="Qué",
        say="Qué decir",
        notes_room="Notas",
        open_work="Compromisos pendientes",
        all_done="Todo el orden del día",
        sign_in="Hoja de asistencia",
        name="Nombre",
        organisation="Organización",
        seat="Lugar",
        signature="Firma",
        votes="Con voto",
        alternate="Por {name}",
        guest="Invitado",
        guests="Invitados y personas fuera de la lista",
        e_mail="Correo o teléfono",
        seats_count="{votes} de {people} tienen voto.",
        ballots="Papeletas",
        ballot="Papeleta",
        cut="{count} papeletas. Corte por las líneas discontinuas.",
        one_ballot="1 papeleta. Corte por la línea discontinua.",
        proposal="Propuesta",
        secret="Secreto: no escriba su nombre.",
        box="Casilla para marcar",
        box_place="Casilla para un número",
        box_dots="Lugar para puntos",
        yes="Sí",
        no="No",
        consents="Consiento",
        abstain="Me abstengo",
        abstain_priorities="Me abstengo por las prioridades de mi organización",
        stand_aside="Me hago a un lado",
        objection="Objeto. Mi razón, y qué la quitaría:",
        mark_fist="Marque una cifra. Con 3 o más puede seguir adelante.",
        mark_gradient="Marque lo que más se acerca a lo que piensa.",
        mark_scores="Marque una cifra en cada una: 0 es nada, {top} es lo máximo.",
        mark_scores_written="Escriba una cifra de 0 a {top} en cada casilla.",
        mark_ranks="Escriba 1 en la mejor, 2 en la siguiente, etc. Puede detenerse antes.",
        mark_dots="Tiene {dots}. Póngalos donde deben contar; {stack}.",
        one_dot="1 punto",
        many_dots="{count} puntos",
        may_stack="varios pueden ir juntos",
        no_stack="no más de uno en cada una",
        dot_sheets="Hoja de puntos",
        in_the_way="¿Qué es lo que más estorba?",
        minutes_title="Acta",
        in_room="En la sala",
        remote="A distancia",
        excused="Con excusa",
        absent="Ausentes",
        people_there="Quiénes estuvieron",
        headcount="Recuento",
        quorum="Quórum",
        what_happened="Lo que se dijo y se decidió",
        by_consent="Decidido en conjunto",
        time="Hora",
        presence="Presencia",
        role_time="Función y hora",
        kind="Tipo",
        note="Nota",
        said_by="Lo dijo",
        decision="Decisión",
        outcome="Resultado",
        how="Cómo",
        rule="Regla",
        count="Recuento de votos",
        answers="Respuestas",
        objections="Objeciones",
        recused="Se excusaron",
        dissent="Otras opiniones",
        will_do="Quién hará qué",
        parked="Apartado para después",
        next_meeting="Próxima reunión",
        corrections="Correcciones",
        corrections_until="Correcciones hasta el {date}",
        addenda="Adiciones",
        addendum="Adición del {date}",
        approval="Aprobación y sello",
        sealed="Sellada el {date}. Sello: {seal}",
        seal_of="Sello: {seal}",
        to_sign="Firmado",
        nobody="Nadie todavía",
        book="Libro de la reunión",
        in_this_book="En este libro",
        last_minutes="Acta de la última reunión, para aprobar",
        commitments="Compromisos pendientes",
        by_when="Para cuándo",
        came_back="Lo que vuelve",
        papers="Documentos para esta reunión",
        for_point="Para: {title}",
        brief="Informe",
        late="{days} días de retraso",
        one_late="1 día de retraso",
    )


def meeting_words(words: Words) -> MeetingWords:
    """Return the words for the language of a document; English where there are none."""
    return _spanish() if words.language.startswith("es") else MeetingWords()
