// The second half of a campaign: measures carried out and accepted, a problem closed out and come back, weekly reports made a
// bulletin, progress reports made the situation report, and two meetings of the Party group with what may happen in one.
import assert from 'node:assert/strict'
import { base, clean, fits } from './browser.mjs'
import { stage } from './stage.mjs'

const phone = { width: 390, height: 844 }
const { as, step } = stage()

const button = (page, name) => page.getByRole('button', { name, exact: true })
const dialog = (page) => page.getByRole('dialog').filter({ visible: true })
const said = (page, text) => page.getByText(text).first().waitFor()
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor()
/** Fires an event by its button, with an opinion or a reason where one is written. */
async function act({ page }, name, { opinion, reason } = {}) {
  await button(page, name).click()
  if (opinion) await page.fill('#opinion', opinion)
  if (reason) await page.fill('#reason', reason)
  await button(page, `确定${name}`).click()
  await said(page, `${name}：已办理。`)
  await dialog(page).waitFor({ state: 'detached' })
}
/** Looks at what is shown now as whoever holds a phone sees it. */
async function onPhone(person, name) {
  const before = person.page.viewportSize()
  await person.page.setViewportSize(phone)
  await clean(person, name)
  await fits(person.page, name)
  await person.page.setViewportSize(before)
}
async function problem(login, number, viewport) {
  const person = await as(login, viewport)
  await person.page.goto(`${base}/problems`)
  const row = person.page.getByRole('region', { name: '整改问题一览表' }).getByRole('link', { name: texts[number] })
  await row.click()
  await heading(person.page, new RegExp(`问题 ${number}`))
  return person
}
const texts = { 1: /滨河东路/, 2: /渣土运输/, 3: /市民热线/ }
async function measure(login, number) {
  const person = await problem(login, number.split('.')[0])
  await person.page.getByRole('link', { name: number, exact: true }).first().click()
  await heading(person.page, new RegExp(`措施 ${number}`))
  return person
}
async function attach(page, name) {
  await page.setInputFiles('input[aria-label="选择佐证材料"]', { name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n%${name}\n`) })
  await page.getByRole('link', { name }).waitFor()
}
/** Reports what came of a measure, and declares it complete. */
async function complete(person, result) {
  const { page } = person
  await page.fill('#result', result)
  await button(page, '保存进展').click()
  await said(page, '进展已保存。')
  await act(person, '报告完成')
}

/** Picks people or units in a box that takes several. */
async function pick(page, box, names) {
  for (const name of names) {
    await page.locator(box).fill(name)
    await page.locator('.el-select-dropdown__item:visible', { hasText: name }).first().click()
  }
  await dialog(page).locator('.el-dialog__title').click()
}
/** Copies a document to somebody. */
async function copy(page, name) {
  await button(page, '抄送').click()
  await pick(page, '#copy-to', [name])
  await button(dialog(page), '抄送').click()
  await said(page, /由 .+ 抄送/)
  await button(dialog(page), '关闭').click()
  await dialog(page).waitFor({ state: 'detached' })
}
/** Draws a circle of readers round a document and opens it again. */
async function circle(person, name, names) {
  const { page } = person
  await button(page, '知悉范围').click()
  await pick(page, '#circle-readers', names)
  await page.fill('#circle-reason', '定稿前限定知悉范围。')
  await clean(person, `circle-${name}`)
  await button(dialog(page), '限定知悉范围').click()
  await said(page, '已限定知悉范围。')
  await button(page, '知悉范围').click()
  await page.fill('#circle-reason', '已定稿，解除限定。')
  await button(dialog(page), '解除限定').click()
  await said(page, '已解除限定。')
}
async function urge(page) {
  await button(page, '催办').click()
  await dialog(page).getByRole('button', { name: '催办', exact: true }).click()
  await said(page, '已催办。')
}

step('the audit office gives a problem to one more unit, confirms a deadline that nobody can read, and urges', async () => {
  const { page: dossier } = await problem('audit.head', 2)
  await button(dossier, '分办').click()
  await pick(dossier, '#assign-others', ['甲镇'])
  await button(dialog(dossier), '确定').click()
  await said(dossier, '已分办。')
  await said(dossier, '乙镇、甲镇')
  const person = await measure('audit.head', '2.2')
  const { page } = person
  await said(page, '时限待确认')
  await clean(person, 'deadline-unclear')
  await page.getByLabel('日期', { exact: true }).fill('2023-09-26')
  await button(page, '按此日期').click()
  await said(page, '时限已确认。')
  await page.getByText('2023-09-26').first().waitFor()
  await page.getByText('时限待确认').waitFor({ state: 'detached' })
  await said(page, '确认完成时限（2023-09-26）')
  await urge(page)
})

step('a division carries a measure out: begins, reports, proves, completes', async () => {
  const person = await measure('supervision.drafter', '1.1')
  const { page } = person
  await act(person, '启动整改')
  await said(page, '报告完成：')
  assert.ok(await button(page, '报告完成').isDisabled(), 'completed without a result and evidence')
  await clean(person, 'measure-begun')
  await attach(page, '清场照片.pdf')
  await complete(person, '料场已停止经营，设备撤离。')
  await said(page, '已完成待验收')
  await clean(person, 'measure-completed')
})

step('a long-term measure says until when its proof holds', async () => {
  const person = await measure('supervision.drafter', '1.2')
  const { page } = person
  await act(person, '启动整改')
  await page.getByLabel('佐证有效期至').fill('2023-12-31')
  await attach(page, '巡查记录.pdf')
  assert.equal(await page.getByLabel('佐证有效期至').inputValue(), '2023-12-31', 'what was typed is lost when a file comes')
  await complete(person, '每周巡查一次，已巡查四次。')
  await clean(person, 'measure-long-term')
  await said(page, '2023-12-31')
})

step('the audit office does not accept a measure and says why, the division completes it again, both are accepted', async () => {
  const audit = await measure('audit.head', '1.1')
  await button(audit.page, '验收不通过').click()
  assert.ok(await button(audit.page, '确定验收不通过').isDisabled(), 'declined without an opinion')
  await clean(audit, 'measure-decline')
  await dialog(audit.page).getByRole('button', { name: '取消' }).click()
  await act(audit, '验收不通过', { opinion: '请补充防尘网覆盖面积。' })
  const division = await measure('supervision.drafter', '1.1')
  await said(division.page, '请补充防尘网覆盖面积。')
  await complete(division, '料场已停止经营，设备撤离，覆盖防尘网一万二千平方米。')
  for (const number of ['1.1', '1.2']) {
    const { page } = await measure('audit.head', number)
    await act(audit, '验收通过')
    await said(page, '通过验收')
  }
})

step('a unit does not agree, the problem is handed in with the reason, taken back and handed in again', async () => {
  const unit = await problem('town-b.liaison', 2, phone)
  assert.ok(await button(unit.page, '不同意').isDisabled(), 'disagreed without a word')
  await unit.page.fill('#sign-opinion', '夜查人员不足，建议错峰安排。')
  await button(unit.page, '不同意').click()
  await said(unit.page, '会签意见已提交。')
  await said(unit.page, '会签（不同意）')
  await clean(unit, 'disagreed')
  await fits(unit.page, 'disagreed')
  const head = await problem('supervision.head', 2)
  const { page } = head
  await button(page, '报送').click()
  assert.ok(await button(page, '确定报送').isDisabled(), 'handed in unsigned without a reason')
  await clean(head, 'unsigned-reason')
  await dialog(page).getByRole('button', { name: '取消' }).click()
  await act(head, '报送', { reason: '牵头领导外出，乙镇意见已采纳，会签随后补办。' })
  await said(page, '已报送')
  await act(head, '撤回', { opinion: '补充夜查排班。' })
  await said(page, '起草')
  await act(head, '报送', { opinion: '请审核。', reason: '牵头领导外出，会签随后补办。' })
  await said(page, '牵头领导外出，会签随后补办。')
})

step('a problem is put up for close-out, declined, put up again and closed out', async () => {
  const head = await problem('supervision.head', 1)
  await act(head, '申请销号', { opinion: '各项措施均已落实并通过验收。' })
  await said(head.page, '申请销号')
  assert.equal(await button(head.page, '准予销号').count(), 0, 'a division closes out its own problem')
  const audit = await problem('audit.head', 1)
  await button(audit.page, '不予销号').click()
  assert.ok(await button(audit.page, '确定不予销号').isDisabled(), 'declined without an opinion')
  await clean(audit, 'close-out-decline')
  await dialog(audit.page).getByRole('button', { name: '取消' }).click()
  await act(audit, '不予销号', { opinion: '请附现场复查照片。' })
  await problem('supervision.head', 1)
  await said(head.page, '请附现场复查照片。')
  await attach(head.page, '现场复查.pdf')
  await act(head, '申请销号', { opinion: '已附现场复查材料。' })
  await problem('audit.head', 1)
  await act(audit, '准予销号', { opinion: '整改到位，准予销号。' })
  await said(audit.page, '已销号')
  await clean(audit, 'closed-out')
  await onPhone(audit, 'closed-out')
})

step('the problem comes back: no reopening without new evidence', async () => {
  const audit = await problem('audit.head', 1)
  const { page } = audit
  assert.ok(await button(page, '返潮重启').isDisabled(), 'reopened without new evidence')
  await attach(page, '回头看照片.pdf')
  await act(audit, '返潮重启', { opinion: '回头看发现原址夜间再次堆放砂石。' })
  await said(page, '第 2 轮')
  await clean(audit, 'reopened')
  await measure('audit.head', '1.1')
  await act(audit, '返潮', { opinion: '原址再次堆放，措施效果未能保持。' })
  await said(page, '整改中')
  await clean(audit, 'relapsed')
})

step('the weekly reports of a week become its bulletin, which is filed', async () => {
  const drafter = await as('supervision.drafter')
  await drafter.page.goto(`${base}/weekly`)
  await drafter.page.getByRole('button', { name: /填写/ }).first().click()
  await drafter.page.waitForURL(/\/reports\/./)
  await drafter.page.locator('#section-0').waitFor()
  for (const box of await drafter.page.locator('[id^=section-]').all()) await box.fill('本周对料场逐处复查，整改措施按计划推进。'.repeat(12))
  await button(drafter.page, '保存').click()
  await said(drafter.page, '已保存为新的版本')
  const head = await as('supervision.head')
  await head.page.goto(drafter.page.url())
  await act(head, '报送')
  const audit = await as('audit.head')
  const { page } = audit
  await page.goto(`${base}/weekly`)
  await button(page, '周报汇总').first().click()
  await page.waitForURL(/\/reports\/./)
  await said(page, '未报送 1 件')
  await button(page, '汇总成稿').click()
  assert.equal(await page.evaluate(() => globalThis.document.activeElement.id), 'sources', 'the button leads nowhere')
  assert.ok(await page.getByRole('button', { name: /生成汇总稿/ }).isDisabled(), 'compiled without a unit, and nobody knows')
  await page.getByLabel(/已知悉尚有 1 件未报送/).check()
  await clean(audit, 'bulletin-sources')
  await button(page, '由所选 1 件生成汇总稿').click()
  await said(page, '已生成汇总稿。')
  await page.locator('#section-0').waitFor()
  await clean(audit, 'bulletin')
  await act(audit, '退回修改', { opinion: '请核对数据。' })
  await head.page.reload()
  await said(head.page, '已汇总')
  await page.getByRole('link', { name: /第1期周报/ }).first().click()
  await act(audit, '移出汇总', { opinion: '数据须核对。' })
  await said(page, '已报送')
  await clean(audit, 'weekly-released')
  await page.goBack()
  await page.getByLabel(/已知悉尚有 1 件未报送/).check()
  await button(page, '由所选 1 件生成汇总稿').click()
  await said(page, '已汇总')
  await attach(page, '周报附表.pdf')
  await urge(page)
  await copy(page, '甲镇联络员')
  await circle(audit, 'bulletin', ['审计办公室经办人'])
  const office = await as('office.clerk')
  await office.page.goto(page.url())
  await file(office, '整改周报〔2023〕1期')
  await clean(office, 'bulletin-filed')
})

async function file({ page }, number) {
  await button(page, '报送备案').click()
  await page.fill('#doc-number', number)
  await page.fill('#recipient', '区推进落实巡视整改工作领导小组办公室')
  await button(page, '确定报送备案').click()
  await said(page, '已报送备案。')
  await said(page, number)
}

let situation = ''

step('a division reports on its problem, and its lead leader signs', async () => {
  const drafter = await problem('supervision.drafter', 1)
  await button(drafter.page, '起草进展情况报告').click()
  await drafter.page.waitForURL(/\/reports\/./)
  await drafter.page.fill('#section-0', '料场已全部清场，回头看发现的返潮正在整改。')
  await button(drafter.page, '保存').click()
  await said(drafter.page, '已保存为新的版本')
  await said(drafter.page, '○ 分管副局长乙')
  await clean(drafter, 'progress-drafted')
  const leader = await as('deputy.b', phone)
  await leader.page.goto(drafter.page.url())
  await button(leader.page, '同意').click()
  await said(leader.page, '会签意见已提交。')
  await clean(leader, 'progress-signed')
  await fits(leader.page, 'progress-signed')
  const head = await as('supervision.head')
  await head.page.goto(drafter.page.url())
  await act(head, '报送')
  await problem('supervision.head', 1)
  await said(head.page, /关于.*整改进展情况的报告/)
})

step('the audit office makes the situation report, knowing what is not in it', async () => {
  const audit = await as('audit.head')
  const { page } = audit
  await page.goto(`${base}/reports?kind=progress`)
  await page.getByRole('link', { name: /整改进展情况的报告/ }).waitFor()
  await page.goto(`${base}/reports?kind=situation`)
  await button(page, '起草整改情况报告').click()
  await page.waitForURL(/\/reports\/./)
  situation = page.url()
  await said(page, '未报送 1 件')
  await clean(audit, 'situation-sources')
  await page.getByLabel(/已知悉尚有 1 件未报送/).check()
  await button(page, '由所选 1 件生成汇总稿').click()
  await said(page, '已生成汇总稿。')
  await page.locator('#section-0').fill('整改工作总体推进有力，返潮问题已列入第二轮整改。')
  await button(page, '保存').click()
  await said(page, '已保存为新的版本')
  await clean(audit, 'situation')
})

async function convene(person, title, at, items) {
  const { page } = person
  await page.goto(`${base}/meetings`)
  await button(page, '召集会议').click()
  await page.fill('#meeting-title', title)
  await page.fill('input[type="datetime-local"]', at)
  await page.fill('#place', '局会议室')
  await page.getByLabel('议题 1 的文稿').selectOption({ index: 1 })
  for (const [i, item] of items.entries()) {
    await button(page, '增加议题').click()
    await page.getByLabel(`议题 ${i + 2} 的名称`).fill(item)
  }
}
/** Marks everybody as present but those who are named, with the reason. */
async function attendance(page, away) {
  const rows = page.getByRole('region', { name: '出席情况' }).getByRole('row')
  await rows.nth(1).waitFor()
  for (const row of await rows.all()) {
    if (!(await row.getByRole('radio').count())) continue
    const name = (await row.getByRole('rowheader').textContent()).replace('（主持）', '').trim()
    const [kind, reason] = away[name] ?? ['出席']
    await row.getByRole('radio', { name: kind }).check()
    if (reason) await row.getByRole('textbox').fill(reason)
  }
  await button(page, '登记出席情况').click()
  await said(page, '出席情况已登记。')
}

let meeting = ''

step('the office convenes a meeting with somebody sitting in, and arranges it anew', async () => {
  const office = await as('office.clerk')
  const { page } = office
  await convene(office, '局党组会议（整改情况）', '2023-09-05T09:00', ['研究转运站维保事项', '研究考核办法', '研究人员编制'])
  await page.locator('#invited').fill('督导组')
  await page.getByRole('option', { name: /区督导组联络员（/ }).click()
  await page.locator('.el-dialog__title').click()
  await page.fill('#others', '各责任处室负责人、甲镇镇长')
  await clean(office, 'convene-observers')
  await button(page, '召集').click()
  await page.waitForURL(/\/meetings\/./)
  meeting = page.url()
  await said(page, '列席：区督导组联络员、各责任处室负责人、甲镇镇长')
  await button(page, '修改会议安排').click()
  await page.fill('#place', '局第二会议室')
  await button(page, '删除议题 4').click()
  await clean(office, 'meeting-arrange')
  await button(page, '保存安排').click()
  await said(page, '会议安排已修改。')
  await said(page, '局第二会议室')
  assert.equal(await page.getByText('研究人员编制').count(), 0)
  await attendance(page, { 分管副局长丙: ['请假', '在市里参加培训'] })
  await clean(office, 'meeting-arranged')
  const observer = await as('observer')
  await observer.page.goto(meeting)
  await said(observer.page, '局第二会议室')
  assert.equal(await button(observer.page, '开会').count(), 0)
  await clean(observer, 'meeting-observed')
})

step('who cannot come says in writing what he thinks, which is not counted', async () => {
  const absent = await as('deputy.c', phone)
  await absent.page.goto(meeting)
  await absent.page.fill('#written-opinion', '同意报告，建议突出第二轮整改。')
  await clean(absent, 'written-opinion')
  await fits(absent.page, 'written-opinion')
  await button(absent.page, '提交书面意见').click()
  await said(absent.page, '书面意见已提交。')
  await absent.page.getByRole('cell', { name: '同意报告，建议突出第二轮整改。' }).waitFor()
})

async function vote(login, item, choice, opinion) {
  const person = await as(login, phone)
  const { page } = person
  if (page.url() !== meeting) await page.goto(meeting)
  const box = page.locator('section.item').nth(item - 1)
  if (opinion) await box.getByRole('textbox', { name: `对议题 ${item} 的意见` }).fill(opinion)
  await box.getByRole('button', { name: choice, exact: true }).click()
  await button(page, `确认${choice}`).click()
  await box.getByText(`您已投票：${choice}`).waitFor()
  return person
}

step('the Party group deliberates: one withdraws, one item is put off, one abstains, and the room sees it large', async () => {
  const chair = await as('secretary')
  const { page } = chair
  await page.goto(meeting)
  await act(chair, '开会')
  const deputy = await as('deputy.a', phone)
  await deputy.page.goto(meeting)
  const second = deputy.page.locator('section.item').nth(1)
  await second.getByText('回避', { exact: true }).click()
  await second.getByRole('textbox', { name: /回避的理由/ }).fill('该站由本人分管')
  await second.getByRole('button', { name: '本人回避' }).click()
  await second.getByText('您已回避').waitFor()
  await clean(deputy, 'recused')
  await fits(deputy.page, 'recused')
  await said(page, '回避：分管副局长甲（该站由本人分管）')
  const third = page.locator('section.item').nth(2)
  await third.getByText('回避、缓议').click()
  await third.getByRole('textbox', { name: /缓议的理由/ }).fill('考核指标须再征求意见。')
  await third.getByRole('button', { name: '缓议' }).click()
  await said(page, '已缓议。')
  await clean(chair, 'deferred')
  await vote('deputy.a', 1, '同意')
  await vote('deputy.b', 1, '同意', '第二轮整改须限期。')
  await vote('deputy.b', 2, '同意')
  await vote('discipline', 1, '弃权')
  await vote('discipline', 2, '同意')
  await page.reload()
  await button(page, '大字模式').click()
  await clean(chair, 'meeting-large')
  await button(page, '退出大字模式').click()
  for (const item of [1, 2]) {
    const box = page.locator('section.item').nth(item - 1)
    await box.getByRole('button', { name: '同意', exact: true }).click()
    await button(page, '确认同意').click()
    await box.getByText('您已投票：同意').waitFor()
  }
  await act(chair, '闭会')
  await page.getByRole('heading', { name: '会议纪要', exact: true }).waitFor()
  for (const line of ['请假：分管副局长丙', '列席：区督导组联络员、各责任处室负责人、甲镇镇长', '分管副局长甲回避，未参加本议题表决。', '缓议']) await said(page, line)
  await clean(chair, 'minutes')
  await onPhone(chair, 'minutes')
  await button(page, '导出纪要 ▾').click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: '会议纪要（Word）' }).click()])
  assert.match(download.suggestedFilename(), /纪要.*\.docx$/)
})

step('the superior asks for changes: a small one is amended, a substantive one goes back to the Party group', async () => {
  const audit = await as('audit.head')
  const { page } = audit
  await page.goto(situation)
  await said(page, '审议通过')
  await page.getByLabel('审阅人').fill('区分管领导')
  await page.getByLabel('审阅意见').fill('请写明完成时限。')
  await button(page, '登记').click()
  await said(page, '已登记。')
  await page.fill('#section-0', '整改工作总体推进有力，返潮问题已列入第二轮整改，九月底前完成。')
  await clean(audit, 'situation-amending')
  await button(page, '保存').click()
  await said(page, '已保存为新的版本')
  await act(audit, '实质性修改', { opinion: '增补第二轮整改安排。' })
  await said(page, '起草')
  await clean(audit, 'situation-revised')
  await page.fill('#section-0', '整改工作总体推进有力，第二轮整改逐项列明责任人，九月底前完成。')
  await button(page, '保存').click()
  await said(page, '与系统中第 5 版相同。')
  await page.getByLabel(/已知悉尚有 1 件未报送/).check()
  assert.ok(await page.getByLabel('保留现有正文').isChecked(), 'the text that the office has written would be lost')
  await page.getByRole('button', { name: /生成汇总稿/ }).click()
  await said(page, '已生成汇总稿。')
  await button(page, '退回修改').waitFor()
  assert.match(await page.inputValue('#section-0'), /逐项列明责任人/)
})

step('a second meeting passes the report with the majority of those due, and it is filed', async () => {
  const office = await as('office.clerk')
  const { page } = office
  await convene(office, '局党组会议（再议）', '2023-09-06T09:00', [])
  await button(page, '召集').click()
  await page.waitForURL(/\/meetings\/./)
  meeting = page.url()
  await page.locator('section.item').first().waitFor()
  assert.equal(await page.locator('section.item').getByText('缓议').count(), 0, 'put off before anybody has come')
  await attach(page, '会议通知.pdf')
  await copy(page, '建设处处长')
  await circle(office, 'meeting', ['党组书记', '分管副局长甲', '分管副局长乙', '分管副局长丙', '派驻纪检组长', '审计办公室主任'])
  await attendance(page, { 分管副局长甲: ['缺席', '处置突发积水'], 分管副局长丙: ['请假', '在市里参加培训'] })
  await act(office, '开会')
  await vote('deputy.b', 1, '同意')
  await vote('discipline', 1, '同意')
  const chair = await as('secretary')
  await chair.page.goto(meeting)
  await chair.page.locator('section.item').first().getByRole('button', { name: '同意', exact: true }).click()
  await button(chair.page, '确认同意').click()
  await said(chair.page, '您已投票：同意')
  await act(chair, '闭会')
  await page.goto(`${base}/meetings`)
  await page.getByRole('link', { name: '局党组会议（再议）' }).waitFor()
  await clean(office, 'meetings')
  await page.goto(situation)
  await file(office, '滨城管党〔2023〕8号')
  await clean(office, 'situation-filed')
  const division = await as('supervision.head')
  await division.page.goto(`${base}/reports?kind=progress`)
  await division.page.getByRole('row', { name: /整改进展情况的报告/ }).getByText('已报送备案').waitFor()
})
