"""What the words of Portal BASE mean for the model: kinds of contract and procedures of the Public Contracts Code.

Procedures: Código dos Contratos Públicos (Decree-Law 18/2008), Article 16. A call-off under a framework agreement
(Articles 258, 259) is no procedure of its own, so it has no code; its words stay.
"""

from __future__ import annotations

from typing import Final

from karavel.notices.model import Nature

NATURES: Final[dict[str, Nature]] = {
    "aquisição de bens móveis": "supplies",
    "locação de bens móveis": "supplies",
    "aquisição de serviços": "services",
    "concessão de serviços públicos": "services",
    "empreitadas de obras públicas": "works",
    "concessão de obras públicas": "works",
}

#: By how the name of the procedure begins, the longer first where one begins like another.
PROCEDURES: Final = (
    ("concurso público", "open"),
    ("concurso limitado", "restricted"),
    ("procedimento de negociação", "neg-w-call"),
    ("diálogo concorrencial", "comp-dial"),
    ("parceria para a inovação", "innovation"),
    ("consulta prévia", "neg-wo-call"),
    ("ajuste direto", "neg-wo-call"),
)

BY_INVITATION: Final = {
    "open": False,
    "restricted": True,
    "neg-w-call": True,
    "comp-dial": True,
    "innovation": True,
    "neg-wo-call": True,
}

#: Instead of a number, for persons whose data is protected.
REDACTED: Final = "RGPD"
