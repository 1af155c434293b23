// Everything people see is the time of Asia/Shanghai, wherever the browser is.
const shanghai = 'Asia/Shanghai'
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: shanghai, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})

function split(instant: string | Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(instant)).map((p) => [p.type, p.value]))
}

/** "2023-09-13" */
export function dateText(instant?: string | Date): string {
  if (!instant) return ''
  const p = split(instant)
  return `${p.year}-${p.month}-${p.day}`
}

/** "2023-09-13 14:52" */
export function timeText(instant?: string | Date): string {
  if (!instant) return ''
  const p = split(instant)
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}`
}

/** "9月13日14:52", with the year where it is not this one. */
export function spokenTime(instant: string, now = new Date()): string {
  const p = split(instant)
  const year = p.year === split(now).year ? '' : `${p.year}年`
  return `${year}${Number(p.month)}月${Number(p.day)}日${p.hour}:${p.minute}`
}

/** "9月13日", with the year where it is not this one. */
export function spokenDate(instant: string, now = new Date()): string {
  return spokenTime(instant, now).replace(/\d\d:\d\d$/, '')
}

/** "9月13日（周三）15:00" */
export function spokenDay(instant: string): string {
  const p = split(instant)
  const weekday = new Intl.DateTimeFormat('zh-CN', { timeZone: shanghai, weekday: 'short' }).format(new Date(instant))
  return `${Number(p.month)}月${Number(p.day)}日（${weekday}）${p.hour}:${p.minute}`
}

/** What is left until a moment, or how long it is over: "还有2天3小时", "已逾期5分钟". */
export function untilText(instant: string, now: Date): string {
  const minutes = Math.trunc((new Date(instant).getTime() - now.getTime()) / 60_000)
  const span = Math.abs(minutes)
  const days = Math.floor(span / 1440)
  const hours = Math.floor((span % 1440) / 60)
  const text = days > 0 ? `${days}天${hours}小时` : hours > 0 ? `${hours}小时${span % 60}分钟` : `${span}分钟`
  return minutes >= 0 && new Date(instant) >= now ? `还有${text}` : `已逾期${text}`
}

/** A due moment as people say it: a day's end is that day, any other moment stands with its time. */
export function dueText(instant: string): string {
  const text = timeText(instant)
  return text.endsWith(' 00:00') ? dateText(justBefore(instant)) : text
}

// A limit at midnight is the end of the day before.
const justBefore = (instant: string) => new Date(new Date(instant).getTime() - 1)

/** Whole days in Shanghai from now to the day on which a limit ends; negative when it is over. */
export function daysUntil(instant: string, now: Date): number {
  return Math.round((Date.parse(dateText(justBefore(instant))) - Date.parse(dateText(now))) / 86_400_000)
}
