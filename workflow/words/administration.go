package words

// Sentences about administrators and the roles they give.
const (
	UserUnknown          Code = "user_unknown"
	SecondPersonNeeded   Code = "second_person_needed"
	SecurityAdminDecides Code = "security_admin_decides"
	NotYourProposal      Code = "not_your_proposal"
	ProposalSettled      Code = "proposal_settled"
	ProposerGone         Code = "proposer_gone"
)

var _ = add(map[Code]text{
	UserUnknown:          {"没有这个账号。", "There is no such account."},
	SecondPersonNeeded:   {"授予角色须先提出，再由另一名管理员确认。", "A role is proposed first, then confirmed by another administrator."},
	SecurityAdminDecides: {"现有另一名安全管理员，须由其确认；仅有一名安全管理员时才由审计管理员确认。", "Another security administrator decides this. The audit administrator does only where there is none."},
	NotYourProposal:      {"只有提出人可以撤回。", "Only who proposed it can withdraw it."},
	ProposalSettled:      {"该授权{state}，不能再办理。", "This proposal is {state} already."},
	ProposerGone:         {"提出人{name}已不再担任安全管理员，请由现任安全管理员重新提出。", "{name}, who proposed it, is no longer security administrator. Somebody who is must propose it again."},
})
