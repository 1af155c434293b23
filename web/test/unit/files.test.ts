import { expect, it } from 'vitest'
import { refusedBefore } from '../../src/domain/files'

it('tells before sending what the server would not take', () => {
  expect(refusedBefore({ name: '现场照片.JPG', size: 10 }, 20)).toBeUndefined()
  expect(refusedBefore({ name: '现场照片.jpg', size: 21 }, 20)).toBe('超过单个文件 20 字节 的上限。')
  expect(refusedBefore({ name: '说明.txt', size: 10 }, 20)).toBe('不接受此类文件。')
  expect(refusedBefore({ name: 'pdf', size: 10 })).toBe('不接受此类文件。')
  expect(refusedBefore({ name: '空.pdf', size: 0 })).toBe('文件是空的。')
})
