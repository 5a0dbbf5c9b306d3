"""The words by which a clause is known to speak of turnover, references, staff, insurance or a guarantee.

Stems in the main languages, in lower case as the text is when they look at it: a pattern that must mind both cases is
four times as slow. A clause that speaks of two things is read for both.
"""

from __future__ import annotations

from karavel.routes.requirements.pattern import Pattern


def _any(*words: str) -> Pattern:
    return Pattern("|".join(words))


TURNOVER = _any(
    r"turnover",
    r"annual revenues?",
    r"umsatz|umsätze",
    r"chiffres? d['’]affaires?",
    r"net sales",
    r"volum[eé]n? (?:\w+ )?de neg[oó]ci[oó]s?",
    r"cifra (?:\w+ ){0,2}de negocios?|facturación anual",
    r"fatturato",
    r"omzet",
    r"obr[oó]t(?:u|y|ów)?\b|przychod\w+|obrat\w*",
    r"cifr(?:[aăe]|ei) (?:\w+ ){0,3}de afaceri",
    r"oms[æäe]tning\w*",
    r"liikevaih\w+|käi[bv]e\w*|apyvart\w+|pajam(?:os|ų)\b|apgrozījum\w+",
    r"árbevétel\w*",
    r"promet\w*|prihod\w*",
    r"оборот\w*",
    r"κύκλο\w* εργασιών",
    r"dövriyyə\w*|\bciro\w*",
)

#: Turnover from comparable work only, and turnover of several years together.
SPECIFIC = _any(
    r"specific|in the field|similar|comparable|relevant|vergleichbar|im bereich|spezifisch|spécifique|similaire",
    r"específic|semelhante|análog|specific[oă]|settore oggetto|analogh|w zakresie|specyficzn|ειδικ|специфич|сходн",
)
CUMULATIVE = _any(
    r"cumulat|in total|altogether|combined|kumulier|zusammengerechnet|insgesamt|cumulé|au total|acumulad|en conjunto",
    r"no conjunto|complessiv|łączn|cumulat|общо|összesen|összességében|συνολικ",
)

REFERENCES = _any(
    r"refer[eê]n[cçzţț]\w*|références?|referenser?|referanse\w*|referenssi\w*|reference|viited|viitteet|referans\w*",
    r"(?:similar|comparable|equivalent) (?:contracts?|projects?|services|assignments?|works?)",
    r"vergleichbare\w* (?:aufträg\w*|projekt\w*|leistung\w*)",
    r"(?:marchés|contrats|projets|prestations) (?:comparables|similaires|analogues)",
    r"(?:contratos?|trabajos|proyectos|serviços|servicios|projetos) (?:similares|semelhantes|análogos|idênticos)",
    r"(?:contratti|servizi|forniture|progetti) (?:analogh[ie]|simili)|(?:analogh[ie]) (?:contratti|servizi|forniture)",
    r"(?:contracte|servicii|proiecte) similare",
    r"podobn\w+ (?:zamówie\w+|usług\w*|projekt\w*|zakáz\w+|naročil\w+)|obdobn\w+ (?:zakáz\w+|zákaz\w+)",
    r"panaš\w+ sutart\w+|līdzīg\w+ līgum\w*|sarnas\w+ leping\w*|vastaav\w+ (?:sopimu\w+|hank\w+)",
    r"παρόμοι\w+ συμβάσ\w+|сходн\w+ (?:договор\w*|дейност\w*)|подобн\w+ договор\w*",
    r"аналог[иі]чн\w+ (?:договор\w*|контракт\w*)|sličn\w+ ugovor\w*|hasonló szerződés\w*",
    r"(?:vergelijkbare|soortgelijke) (?:opdracht\w*|project\w*)|(?:liknande|jämförbara|lignende|tilsvarende) \w+",
    r"benzer (?:sözleşme|iş|proje)\w*|oxşar (?:müqavilə|layihə|iş)\w*|atsauksm\w*",
)

#: Verbs and nouns of work done before: with "at least two contracts" beside them they ask for references.
DONE = _any(
    r"ha(?:s|ve) (?:\w+ )?(?:provided|performed|completed|delivered|executed|implemented|carried out)|experience in",
    r"erbracht\w*|ausgeführt\w*|durchgeführt\w*|abgeschlossen\w*",
    r"réalisée?s?|exécutée?s?",
    r"executad[oa]s?|realizad[oa]s?|prestad[oa]s?|ejecutad[oa]s?|concluíd[oa]s?",
    r"eseguit\w+|svolt[oiae]|espletat\w+",
    r"wykona[lł]\w*|zrealizowa[lł]\w*|świadczy[lł]\w*|wykonan\w+|zrealizowan\w+",
    r"executat\w*|prestat\w*|finalizat\w*",
    r"realizova[ln]\w*|poskytova?l\w*|uskutečn\w+|uskutočn\w+|dodal\w*",
    r"teljesített\w*|изпълнил\w*|изпълнен\w+|реализирал\w*",
    r"gjennomført|udført|gennemført|utfört|genomfört|uitgevoerd\w*|toteuttanut|įvykd\w+|įgyvendin\w+|izpildī\w+|täitnud",
    r"εκτελέσει|υλοποιήσει|ολοκληρώσει",
)
#: Work done by one of the people is no reference of the firm.
PERSON = _any(
    r"\bosob[aąęyą]\b|\bosób\b|kierowni\w+|projektant\w*|specjalist\w*|ekspert\w*|expert\w*|project manager|key staff",
    r"fachkräfte?\w*|projektleiter\w*|bauleiter\w*|jefe de (?:proyecto|obra)|chef de projet|szakember\w*|експерт\w*",
    r"στελέχ\w+|direttore|técnico responsable|team leader|curricul\w+|\bcvs?\b",
)
#: What was done, as it is counted: "at least two contracts".
WORKS = _any(
    r"contracts?\b|projects?\b|assignments?\b|aufträg\w*|projekt\w*|leistung\w*",
    r"marchés?\b|contrats?\b|projets?\b|prestations?\b|contratos?\b|proyectos?\b|projetos?\b|servicios?\b|serviços?\b",
    r"contratt[oi]\b|progett[oi]\b|servizi[o]?\b|zamówie\w+|usług\w*|umow\w*|umów\b|dostaw\w*|robot\w*|zakáz\w+|zákaz\w+",
    r"contracte?\b|servicii\b|proiecte?\b|szerződés\w*|договор\w*|проект\w*|услуг\w*|kontrakt\w*|oppdrag\w*|uppdrag\w*",
    r"opdracht\w*|sopimu\w+|sutart\w+|līgum\w*|leping\w*|συμβάσ\w+|σύμβασ\w+|έργ[αο]\b",
)

STAFF = _any(
    r"employees|staff|personnel|workforce|developers|engineers|specialists",
    r"mitarbeiter\w*|beschäftigten?\w*|personalbestand|entwickler\w*",
    r"effectifs?|salariés|développeurs|ingénieurs",
    r"empleados|trabajadores|personal técnico|plantilla",
    r"trabalhadores|colaboradores|técnicos\b|programadores",
    r"dipendenti|addetti|personale",
    r"pracownik\w*|osob\w* zdoln\w+|zatrudni\w+|programist\w+",
    r"angajați|specialiști|personal",
    r"medewerkers|werknemers",
    r"medarbejdere|ansatte|anställda|medarbetare",
)

#: Cover that a firm takes out; social insurance and "quality assurance" are other things.
INSURANCE = _any(
    r"(?<!social )(?<!national )insurance(?! contributions)|indemnity",
    r"(?:public|products?|professional|employer['’]?s?['’]?) (?:\([^)]{1,20}\) )?liability",
    r"(?<!sozial)(?<!kranken)(?<!renten)versicherung(?!sträger)\w*|deckungssumme",
    r"assurances?\b(?! (?:de la |de )?(?:qualité|maladie|sociales?))",
    r"\bseguros?\b(?! socia)",
    r"assicurazion\w*\b(?! (?:(?:di|della) qualità|sociali))|polizza",
    r"ubezpieczen\w*\b(?! (?:społeczn|zdrowotn))|suma gwarancyjna|sum[ęy] gwarancyjn\w+",
    r"asigur[aă]r\w*\b(?! social)",
    r"verzekering\w*",
    r"forsikring\w*|försäkring(?!skass)\w*|vakuutu\w*",
    r"(?<!sociální )(?<!zdravotní )(?<!důchodové )pojišt\w*|(?<!sociálne )(?<!zdravotné )poisten\w*",
    r"(?<!minőség)(?<!társadalom)biztosítás\w*|застрахов\w*|(?<!κοινωνική )ασφάλισ\w*|kindlustus\w*",
    r"(?<!socialinio )(?<!sveikatos )draudim\w*|(?<!sociālās )apdrošināš\w*",
)

BOND = _any(
    r"bid (?:bond|security|guarantee)|tender (?:bond|security|guarantee)|performance (?:bond|security|guarantee)",
    r"bietungsgarantie|bietungsbürgschaft|vertragserfüllungs(?:bürgschaft|sicherheit)|sicherheitsleistung",
    r"caution(?:nement)?\b|garantie (?:à première demande|de soumission)",
    r"garantía (?:provisional|definitiva)|caución|fianza",
    r"caução",
    r"cauzione|garanzia (?:provvisoria|definitiva)",
    r"wadium|zabezpieczeni\w+ należytego",
    r"garanți\w+ de (?:participare|bună execuție)",
    r"užtikrinim\w+|tagatis\w*|nodrošinājum\w+",
    r"jistot\w+|zábezpek\w+|гаранция за (?:участие|изпълнение)|εγγύησ\w+ συμμετοχής",
)

#: Money held back from payments is no guarantee that somebody has to give.
HELD_BACK = _any(r"retenue de garantie|retention money|sicherheitseinbehalt|trattenut\w+|retenci[oó]n")
#: What a guarantee is a share of.
SHARE_OF = _any(
    r"contract|value|price|amount|auftrags(?:wert|summe)|vertrags(?:wert|summe|preis)|angebots(?:summe|preis)",
    r"montant|prix|importo|valore|prezzo|valor|importe|precio|presupuesto|preço|стойност|цена|cen[ay]|wartoś\w+",
    r"hodnot\w+|ceny|ceně|értek|érték\w*|ellenszolgáltatás\w*|αξία\w*|kontraktsum\w*|vertės|vērtīb\w+|preț\w*",
)

#: Certificates by the name a profile uses; standards first, then schemes that are known by their own names.
CERTIFICATES = {
    "ISO 9001": r"\biso[\s/]*(?:iec)?[\s:–-]*9001",
    "ISO 14001": r"\biso[\s/]*(?:iec)?[\s:–-]*14001",
    "ISO 20000": r"\biso[\s/]*(?:iec)?[\s:–-]*20000",
    "ISO 22301": r"\biso[\s/]*(?:iec)?[\s:–-]*22301",
    "ISO 27001": r"\b(?:iso|iec|pn-en|din en|ios)[\s/]*(?:iec)?[\s:–-]*(?:iec\s)?27001",
    "ISO 27017": r"\biso[\s/]*(?:iec)?[\s:–-]*27017",
    "ISO 27018": r"\biso[\s/]*(?:iec)?[\s:–-]*27018",
    "ISO 27701": r"\biso[\s/]*(?:iec)?[\s:–-]*27701",
    "ISO 37001": r"\biso[\s/]*(?:iec)?[\s:–-]*37001",
    "ISO 45001": r"\biso[\s/]*(?:iec)?[\s:–-]*45001|\bohsas[\s-]*18001",
    "ISO 50001": r"\biso[\s/]*(?:iec)?[\s:–-]*50001",
    "ISO 13485": r"\b(?:en\s)?iso[\s:–-]*13485",
    "ISO 12207": r"\biso[\s/]*(?:iec)?[\s:–-]*12207",
    "ISO 25051": r"\biso[\s/]*(?:iec)?[\s:–-]*25051",
    "CMMI": r"\bcmmi\b",
    "EMAS": r"\bemas\b",
    "ENS": r"esquema nacional de segur\w+",
    "BSI C5": r"\bbsi[\s-]*c5\b|\bc5[\s-]*testat",
    "TISAX": r"\btisax\b",
    "PCI DSS": r"\bpci[\s-]*dss\b",
    "SOC 2": r"\bsoc[\s-]*2\b",
    "Cyber Essentials": r"\bcyber essentials\b",
}
#: What every one of them holds, so that most clauses are passed over by one look.
ANY_CERTIFICATE = _any(
    r"9001|14001|20000|22301|270[01]\d|27701|37001|45001|18001|50001|13485|12207|25051",
    r"cmmi|emas|esquema|c5|tisax|pci|soc|cyber",
)
CERTIFICATE = {name: Pattern(pattern) for name, pattern in CERTIFICATES.items()}

#: Words that ask for a least number: "at least", "mindestens", …
LEAST = (
    r"at least|minimum(?: of)?|min\.?|mindestens|mind\.|wenigstens|au moins|au minimum|al menos|como mínimo"
    r"|mínimo(?: de)?|pelo menos|no mínimo|almeno|minimo|co najmniej|minimum|przynajmniej|nie mniej niż"
    r"|cel puțin|cel puţin|minim|minst|mindst|ten minste|tenminste|minimaal|vähintään|vähemalt|ne mažiau kaip|vismaz"
    r"|legalább|alespoň|nejméně|aspoň|najmenej|najmanje|vsaj|най-малко|поне|τουλάχιστον|ən azı|en az"
)

#: Words that name the most that may be handed in, before or after a number.
MOST = _any(
    r"at most|no more than|fewer than|less than (?:\w+ )?employees",
    r"maximum|up to|höchstens|maximal|max\.|au plus|au maximum|como máximo|máximo|no máximo",
    r"massimo|al più|maksym|maksimal|nie więcej niż|cel mult|maxim|maximaal|højst|högst|enintään|най-много",
)
