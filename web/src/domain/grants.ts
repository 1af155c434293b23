/** whyNotDecide says why somebody does not decide a proposed role, or '' when he may: see mayDecide in workflow/grant_proposals.go. */
export function whyNotDecide(p: { proposed_by: { id: string }; user: { id: string } }, me: string, security: boolean, securityAdmins: readonly string[]): string {
  if (p.proposed_by.id === me) return '本人提出的，须由另一名管理员确认或否决。'
  if (p.user.id === me) return '授予本人的，须由另一名管理员确认或否决。'
  if (!security && securityAdmins.some((id) => id !== p.proposed_by.id && id !== p.user.id)) return '现有另一名安全管理员，由其确认或否决。'
  return ''
}
