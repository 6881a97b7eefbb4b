import { expect, test } from '@playwright/test'
import { ScriptedLife } from './mock/life'
import { connected, episodeStart, MockTown } from './mock/mockTown'

test('a hungry agent looks hungry, and the page says which needs that drags down', async ({ page }) => {
  const town = await MockTown.on(page)
  town.greeting = [connected(), episodeStart(37), new ScriptedLife(37).suffer({ satiation: 0.22 }).frame()]
  await town.open()
  await expect(page.getByText('it looks hungry')).toBeVisible()
  await expect(page.getByTestId('meter-satiation')).toContainText('22')
  await expect(page.getByTestId('meter-satiation')).toContainText('Drags down energy and health')
  await expect(page.getByTestId('meter-energy')).toContainText('Dragged down by satiation')
})

test('the chosen action is marked, a masked one hatched, and chance is named', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [connected(), episodeStart(37), life.frame({ next_action: 3 })]
  await town.open()
  await expect(page.getByTestId('action-right')).toHaveAttribute('aria-current', 'step')
  await expect(page.getByTestId('action-use')).toHaveClass(/masked/)
  await expect(page.getByTestId('how-chosen')).toHaveText('Chosen by its policy')
  await expect(page.getByTestId('deed')).toContainText('Goes right')

  town.say(life.frame({ next_action: 0, by_chance: true }))
  await expect(page.getByTestId('action-up')).toHaveAttribute('aria-current', 'step')
  await expect(page.getByTestId('how-chosen')).toHaveText('Random move')
})

test('a place explains its price, hours and effects', async ({ page }) => {
  const town = await MockTown.on(page)
  await town.open()
  await page.getByRole('button', { name: /^Bar/ }).focus()
  await expect(page.getByRole('tooltip')).toContainText('$15 a use')
  await expect(page.getByRole('tooltip')).toContainText('18–4')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toBeHidden()
})

test('what a step did is listed by cause', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [
    connected(),
    episodeStart(37),
    life.frame({
      changes: [
        { cause: 'action', name: 'MOVE', meter: 'energy', amount: -0.005 },
        { cause: 'depletion', name: '', meter: 'satiation', amount: -0.004 },
        { cause: 'cascade', name: 'satiation_to_health', meter: 'health', amount: -0.0013 },
        { cause: 'place', name: 'Bed', meter: 'energy', amount: 0.5 },
      ],
    }),
  ]
  await town.open()
  const causes = page.getByTestId('step-causes')
  await expect(causes).toContainText(/Walking\s*Energy\s*−0\.5/)
  await expect(causes).toContainText(/Time passing\s*Satiation\s*−0\.4/)
  await expect(causes).toContainText(/Low satiation\s*Health\s*−0\.1/)
  await expect(causes).toContainText(/Bed\s*Energy\s*\+50/)
})

test('the reward of a step is the one that the learner gets, and resting is a comparison of its own', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37).live(12)
  town.greeting = [connected(), episodeStart(37), life.frame()]
  await town.open()
  await expect(page.getByTestId('step-reward')).toHaveText('+0.01 for staying alive')
  await expect(page.getByTestId('against-idle')).toHaveText('152 steps short of an agent that only rests')
  await page.getByRole('button', { name: 'Reward' }).focus()
  await expect(page.getByRole('tooltip')).toContainText('+0.01 for each step it stays alive and −1 at death')
  await expect(page.getByRole('tooltip')).toContainText('This life so far: +0.12')
  town.say(life.frame({ step: 180, alive: false, next_action: null, reward: -1, reward_terms: [{ term: 'death', amount: -1 }], steps_vs_idle: 16 }))
  await expect(page.getByTestId('step-reward')).toHaveText('−1 at death')
  await expect(page.getByTestId('against-idle')).toHaveText('16 steps longer than an agent that only rests')
})

test('actions are compared with the best, and a tie is called a tie', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37).live(12)
  town.greeting = [connected(), episodeStart(37), life.frame({ next_action: 1, q_values: [0.9108, 0.9119, 0.901, 0.899, 0, 0.9], action_masks: [true, true, true, true, false, true] })]
  await town.open()
  await expect(page.getByTestId('choice')).toHaveText('Best: Down. Nearly tied with Up.')
  await expect(page.getByTestId('outlook')).toHaveText('Expects about 310 more steps of life.')
  await expect(page.getByTestId('action-down')).toHaveText(/^\s*Down\s*0\s*$/)
  await expect(page.getByTestId('action-up')).toContainText('−0.0011')
  await page.getByTestId('action-up').getByRole('button').focus()
  await expect(page.getByRole('tooltip')).toContainText('Q-value 0.9108')
})

test('the headline is what ends this life first, and it alone is red', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37).suffer({ hygiene: 0.05, health: 0.23 })
  town.greeting = [connected(), episodeStart(37), life.frame({ threat: { meter: 'health', steps: 41 } })]
  await town.open()
  await expect(page.getByTestId('headline')).toHaveText('Health lasts about 40 steps')
  await expect(page.locator('.meter.alarming')).toHaveCount(1)
  await expect(page.getByTestId('meter-health')).toHaveClass(/alarming/)
  town.say(life.frame({ step: 1, threat: { meter: 'health', steps: 300 } }))
  await expect(page.getByTestId('headline')).toHaveText('Health lasts about 300 steps')
  await expect(page.locator('.meter.alarming')).toHaveCount(0)
  town.say(life.frame({ step: 2, threat: null }))
  await expect(page.getByTestId('headline')).toHaveText('Doing fine')
})

test('no cause is cut off: those without room are counted, and open', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37).live(200).suffer({ satiation: 0.2, social: 0.1, hygiene: 0.1, mood: 0.2 }).live(1)
  town.greeting = [connected(), episodeStart(37), life.frame()]
  await town.open()
  const cut = () =>
    page.getByTestId('step-causes').evaluate((list) => {
      const room = list.getBoundingClientRect()
      const rows = [...list.children].map((row) => row.getBoundingClientRect())
      return { inside: rows.filter((row) => row.left < room.right - 1 && row.bottom <= room.bottom + 1).length, all: rows.length, through: rows.filter((row) => row.left < room.right - 1 && row.bottom > room.bottom + 1).length }
    })
  await expect(page.getByTestId('step-causes').locator('.row')).toHaveCount(6)
  const { inside, all, through } = await cut()
  expect(through).toBe(0)
  expect(inside).toBeLessThan(all)
  await expect(page.getByTestId('all-causes')).toHaveText(`+${all - inside} more`)
  await page.getByTestId('all-causes').focus()
  for (const cause of ['Walking', 'Time passing', 'Low satiation', 'Low mood', 'Low hygiene', 'Low social']) {
    await expect(page.getByRole('tooltip')).toContainText(cause)
  }
})

test('cues without room are counted, and open', async ({ page }) => {
  const town = await MockTown.on(page)
  const cues = ['looks hungry', 'talks to itself', 'smells a bit'].map((text) => ({ name: text, text }))
  town.greeting = [connected(), episodeStart(37), new ScriptedLife(37).frame({ cues })]
  await town.open()
  const more = page.getByRole('button', { name: /^\+\d more$/ }).filter({ hasNot: page.getByTestId('all-causes') })
  await more.last().focus()
  for (const { text } of cues) {
    await expect(page.getByRole('tooltip')).toContainText(`It ${text}.`)
  }
})

test('the ground shows where this life has been, if asked to', async ({ page }) => {
  const town = await MockTown.on(page)
  const life = new ScriptedLife(37)
  town.greeting = [connected(), episodeStart(37), life.frame()]
  await town.open()
  await expect(page.getByTestId('heat')).toBeHidden()
  await page.getByRole('button', { name: 'Heat map' }).click()
  for (const x of [3, 2, 1]) {
    life.x = x
    life.step += 1
    town.say(life.frame())
  }
  await expect(page.getByTestId('heat').locator('rect')).toHaveCount(4)
  town.say(episodeStart(38))
  await expect(page.getByTestId('heat').locator('rect')).toHaveCount(0)
})
