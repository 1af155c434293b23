package words

// Sentences about acting for somebody else.
const (
	DelegationNoRole      Code = "delegation_no_role"
	DelegationToSelf      Code = "delegation_to_self"
	DelegateUnfit         Code = "delegate_unfit"
	DelegationUnexplained Code = "delegation_unexplained"
	DelegationDays        Code = "delegation_days"
	DelegationTooLong     Code = "delegation_too_long"
	OnBehalfAmbiguous     Code = "on_behalf_ambiguous"
	BadBehalf             Code = "on_behalf_malformed"
)

var _ = add(map[Code]text{
	DelegationNoRole:      {"没有可以委托的角色：只能委托本人现有的业务角色，管理员角色和受托得来的角色不能委托。", "There is no role to delegate: only business roles of one's own, neither an administrator's nor what was delegated to oneself."},
	DelegationToSelf:      {"不能委托给本人。", "Nobody delegates to himself."},
	DelegateUnfit:         {"受托人须为在用的业务人员账号。", "The delegate must be an active account of a person with business duties."},
	DelegationUnexplained: {"请说明委托的原因。", "Say why it is delegated."},
	DelegationDays:        {"截止日期不能早于起始日期，也不能早于今天。", "The last day lies before the first, or in the past."},
	DelegationTooLong:     {"一次委托不能超过一年。", "A delegation lasts a year at most."},
	BadBehalf:             {"On-Behalf-Of 须为人员编号。", "On-Behalf-Of is the id of a user."},
	OnBehalfAmbiguous:     {"此事可以代多人办理（{names}），请用 On-Behalf-Of 指明代谁办理。", "This could be done for several people ({names}): say for whom in On-Behalf-Of."},
})
