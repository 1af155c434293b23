package demo

// Password of every account of the demo. Only the demo has accounts with a password that is known to all.
const Password = "Zhenggai-2023"

// The bureau and its people are made up: everybody is called by the office held.
const (
	bureau       = "滨河区城市管理局"
	CampaignCode = "DEMO-2023" // marks the database as a demo's
)

// part is one unit of the organisation, in its official order.
type part struct{ code, name, kind string }

// The first unit, an office, is made by the program's own set-up for the first administrators; the story renames it.
const firstUnit = "office"

var organisation = []part{
	{"party-group", "局党组", "party_group"},
	{firstUnit, "局办公室", "general_office"},
	{"audit-office", "审计办公室", "audit_office"},
	{"sanitation", "环卫处", "division"},
	{"supervision", "督察处", "division"},
	{"construction", "建设处", "division"},
	{"enforcement", "区执法大队", "outside"},
	{"town-a", "甲镇", "outside"},
	{"town-b", "乙镇", "outside"},
}

// first are the accounts that the program's own set-up makes: the administrators who let everybody else in.
var first = []role{
	{"admin", "系统管理员", firstUnit, []string{"system_admin"}},
	{"security", "安全管理员", firstUnit, []string{"security_admin"}},
	{"auditor", "审计管理员", firstUnit, []string{"audit_admin"}},
}

// role is one person with what he may do.
type role struct {
	login, name, unit string
	roles             []string
}

var cast = []role{
	{"secretary", "党组书记", "party-group", []string{"party_secretary"}},
	{"deputy.a", "分管副局长甲", "party-group", []string{"party_member", "lead_leader"}},
	{"deputy.b", "分管副局长乙", "party-group", []string{"party_member", "lead_leader"}},
	{"deputy.c", "分管副局长丙", "party-group", []string{"party_member", "lead_leader"}},
	{"discipline", "派驻纪检组长", "party-group", []string{"party_member"}},
	{"audit.head", "审计办公室主任", "audit-office", []string{"audit_officer"}},
	{"audit.clerk", "审计办公室经办人", "audit-office", []string{"audit_officer"}},
	{"office.clerk", "局办公室文书", firstUnit, []string{"filing_clerk"}},
	{"sanitation.head", "环卫处处长", "sanitation", []string{"unit_head"}},
	{"sanitation.drafter", "环卫处经办人", "sanitation", []string{"drafter"}},
	{"supervision.head", "督察处处长", "supervision", []string{"unit_head"}},
	{"supervision.drafter", "督察处经办人", "supervision", []string{"drafter"}},
	{"construction.head", "建设处处长", "construction", []string{"unit_head"}},
	{"construction.drafter", "建设处经办人", "construction", []string{"drafter"}},
	{"enforcement.liaison", "执法大队联络员", "enforcement", []string{"drafter"}},
	{"town-a.liaison", "甲镇联络员", "town-a", []string{"drafter"}},
	{"town-b.liaison", "乙镇联络员", "town-b", []string{"drafter"}},
	{"observer", "区督导组联络员", firstUnit, []string{"observer"}},
}

// unitName is the name of a unit of the organisation.
func unitName(code string) string {
	for _, u := range organisation {
		if u.code == code {
			return u.name
		}
	}
	return code
}
