/** passwordRules says what a password must be like, before one is chosen. */
export function passwordRules(form: { min: number; max: number; classes: number }): string {
  const kinds = form.classes > 1 ? `，至少包含大写字母、小写字母、数字、其他字符中的${'零一两三四'[form.classes] ?? form.classes}类` : ''
  return `${form.min} 至 ${form.max} 个字符${kinds}；不能包含用户名，不能过于常见。`
}
