import { computed, readonly, shallowRef } from 'vue'
import { api, ApiError, take, type Schemas } from '../api/client'

export type Me = Schemas['Me']

const me = shallowRef<Me | null>()
const expiresAt = shallowRef<string>()

/** Who works here: undefined while nobody has asked, null when nobody is signed in. */
export const session = { me: readonly(me), expiresAt: readonly(expiresAt) }

const remembered = 'rectify.signed-in'

/** recall asks once who the cookie of this browser stands for; a browser that never signed in has none to ask about. */
export async function recall(again = false): Promise<Me | null> {
  if (me.value !== undefined && !again) return me.value
  if (!localStorage.getItem(remembered)) return (me.value = null)
  try {
    me.value = await take(api.GET('/api/v1/me'))
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    me.value = null
  }
  return me.value
}

/** expectSession notes that this browser will come back with a session from somewhere else. */
export function expectSession() {
  localStorage.setItem(remembered, '1')
}

/** inside returns a path of this console to go to; an address of another site is none. */
export function inside(to: unknown): string {
  return typeof to === 'string' && /^\/(?!\/)/.test(to) ? to : '/'
}

export function signedIn(answer: Schemas['SignedIn']) {
  expectSession()
  me.value = answer.me
  expiresAt.value = answer.expires_at
}

export function signedOut() {
  localStorage.removeItem(remembered)
  me.value = null
}

export async function signOut() {
  try {
    await api.DELETE('/api/v1/sessions/current')
  } finally {
    signedOut()
  }
}

/** may tells whether a role of this person opens an operation, by its operationId. What the object says is in `can`. */
export function may(operation: string): boolean {
  return me.value?.rights.includes(operation) ?? false
}

/** has tells whether this person holds one of the roles. */
export function has(...roles: string[]): boolean {
  return me.value?.roles.some((r) => roles.includes(r.role.code)) ?? false
}

export const administrator = computed(() => has('system_admin', 'security_admin', 'audit_admin'))
