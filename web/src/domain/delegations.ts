interface Days {
  from: string
  to: string
  active: boolean
  revoked_at?: string
}

/** How a delegation stands today, a day in Shanghai as YYYY-MM-DD. */
export function delegationState(d: Days, today: string): { word: string; tone: string; open: boolean } {
  if (d.revoked_at) return { word: '已撤销', tone: 'grey', open: false }
  if (d.active) return { word: '生效中', tone: 'green', open: true }
  if (d.from > today) return { word: '未开始', tone: 'amber', open: true }
  return { word: '已期满', tone: 'grey', open: false }
}

interface Acting {
  user_id: string
  user_name: string
  role: { label: string }
  until: string
}

/** For whom somebody acts now: each person once, with all the roles and the last moment. */
export function actingFor(list: readonly Acting[]): { id: string; name: string; roles: string; until: string }[] {
  const people = new Map<string, { id: string; name: string; roles: string; until: string }>()
  for (const a of list) {
    const known = people.get(a.user_id)
    if (!known) people.set(a.user_id, { id: a.user_id, name: a.user_name, roles: a.role.label, until: a.until })
    else {
      if (!known.roles.split('、').includes(a.role.label)) known.roles += `、${a.role.label}`
      if (a.until > known.until) known.until = a.until
    }
  }
  return [...people.values()]
}

/** Who did something: 乙（代甲） where one stood in for another. */
export function byWhom(name: string, standIn?: string): string {
  return standIn && standIn !== name ? `${standIn}（代${name}）` : name
}
