import { expect, it } from 'vitest'
import { sizeText, waitFor } from '../../src/domain/jobs'

it('asks about a job ever more rarely', () => expect([0, 1, 2, 20].map(waitFor)).toEqual([700, 1050, 1575, 10_000]))
it('tells sizes', () => expect([500, 20_480, 3_500_000].map(sizeText)).toEqual(['500 字节', '20 KB', '3.3 MB']))
