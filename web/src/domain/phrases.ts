// Sentences that an office writes again and again, by what is decided; the first that fit are offered.
const builtIn: Record<string, string[]> = {
  start: ['已着手办理。'],
  complete: ['已整改到位，请验收。', '措施已落实，佐证材料已上传。'],
  request_close: ['各项措施已完成，申请销号。', '整改到位，请审核销号。'],
  submit: ['请审核。', '材料齐全，同意报送。'],
  withdraw: ['需补充内容，予以撤回。'],
  return: ['请补充佐证材料后重报。', '请按要求修改后重新报送。', '数据与佐证材料不一致，请核实。'],
  accept: ['同意。', '情况属实，同意验收。'],
  decline: ['请补充佐证材料后重报。', '未达到整改要求，请继续落实。'],
  relapse: ['经复查问题返潮，请继续整改。'],
  close: ['同意。', '整改到位，准予销号。'],
  decline_close: ['请补充佐证材料后重报。', '整改成效不足，请继续落实。'],
  reopen: ['发现新情况，重启整改。'],
  revise: ['请按会议意见修改。'],
  urge: ['请抓紧办理。', '请于今日下班前办结。', '时限将至，请尽快报送。'],
  sign: ['同意。', '同意，按程序报送。', '同意，配合落实。'],
  write_opinion: ['同意。', '同意，按程序报送。', '原则同意，建议修改后报送。'],
  vote: ['同意。', '同意，按程序报送。', '建议修改后再议。'],
  restrict: ['涉及个人情况，限定知悉范围。'],
  lift: ['事项已公开，解除限定。'],
}
const general = ['同意。', '同意，按程序报送。', '请补充佐证材料后重报。']

/** How many sentences of his own somebody keeps, and how long one may be. */
export const ownLimit = 12
export const phraseLimit = 60

/** phrasesFor returns the built-in sentences for an event. */
export function phrasesFor(event: string): string[] {
  return builtIn[event] ?? general
}

/** withPhrase appends a sentence to what is written, unless it ends with it already. */
export function withPhrase(text: string, phrase: string): string {
  return text.endsWith(phrase) ? text : text + phrase
}

/** keepPhrase adds a sentence of one's own: the newest first, each once, not beyond the limit. */
export function keepPhrase(own: string[], text: string): string[] {
  const phrase = text.trim().slice(0, phraseLimit)
  return phrase ? [phrase, ...own.filter((p) => p !== phrase)].slice(0, ownLimit) : own
}
