import createClient, { type Middleware } from 'openapi-fetch'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
export type Problem = Schemas['ProblemDetails']

/** An answer that is no success, in the words the server chose for people. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
  }
  get status() {
    return this.problem.status
  }
  get code() {
    return this.problem.code
  }
  /** The single reasons, each a sentence; empty when the detail says it all. */
  get reasons(): string[] {
    return (this.problem.errors ?? []).map((e) => e.detail)
  }
  /** The reasons that concern one field, by its place in the request. */
  get fields(): Record<string, string> {
    return Object.fromEntries((this.problem.errors ?? []).flatMap((e) => (e.field ? [[e.field, e.detail]] : [])))
  }
}

/** The sentence to show for whatever was thrown. */
export function sentence(error: unknown): string {
  return error instanceof ApiError ? error.message : '无法连接服务器，请检查网络后重试。'
}

let whenSignedOut: () => void = () => {}

/** onSignedOut sets what happens when the server no longer knows who calls. */
export function onSignedOut(run: () => void) {
  whenSignedOut = run
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** unanswered says what an answer means that is none of the program's own: something before it is down or busy. */
function unanswered(response: Response): string {
  if (response.status !== 503 && response.status !== 429) return `服务器未能答复（${response.status}）。`
  const wait = Number(response.headers.get('Retry-After'))
  return wait > 0 ? `系统繁忙，请 ${wait} 秒后重试。` : '系统繁忙，请稍后重试。'
}

const middleware: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', 'zh-CN')
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', randomKey())
    return request
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return undefined
    let problem: Problem
    try {
      problem = await response.clone().json()
    } catch {
      problem = { type: 'about:blank', title: '', status: response.status, code: 'unknown', detail: unanswered(response), instance: '' }
    }
    if (response.status === 401 && schemaPath !== '/api/v1/sessions') whenSignedOut()
    throw new ApiError(problem)
  },
}

/** The API, typed from its own description. Every answer that is no success is thrown as an ApiError. */
export const api = createClient<paths>({ baseUrl: window.location.origin })
api.use(middleware)

/** take waits for an answer and returns its body. */
export async function take<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}

/** The headers of a command: the version it rests on. The key against sending twice is added to every POST. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` }
}

/** A key for a command that may have to be sent again: the same key never does a thing twice. */
export function newKey(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': randomKey() }
}

export type Collection = 'problems' | 'measures' | 'reports' | 'meetings'

/** below names a part that every collection has alike, so that the types of problems stand for all of them. */
export function below<Part extends string>(collection: Collection, part: Part) {
  return `/api/v1/${collection}/{id}/${part}` as `/api/v1/problems/{id}/${Part}`
}
