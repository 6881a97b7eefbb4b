import type uPlot from 'uplot'
import { canvasFont, colour } from '../../charts/ink'
import type { StageBand } from '../../learning/stages'
import type { YardstickMark } from '../../learning/yardstick'

/** What is drawn on the survival chart besides its points. */
export interface SurvivalMarks {
  bands: readonly StageBand[]
  lastEpisode: number
  /** Steps that an agent lives that only rests; 0 while it is not known. */
  idle: number
  yardstick: readonly YardstickMark[]
  /** Episodes that left a policy behind which can be watched. */
  policies: readonly number[]
  watched: number | null
}

export function drawStages(chart: uPlot, marks: SurvivalMarks): void {
  const { ctx, bbox } = chart
  ctx.save()
  ctx.font = canvasFont()
  ctx.textBaseline = 'bottom'
  ctx.textAlign = 'left'
  for (const [index, band] of marks.bands.entries()) {
    const from = Math.max(bbox.left, chart.valToPos(band.from, 'x', true))
    const to = Math.min(bbox.left + bbox.width, chart.valToPos(index === marks.bands.length - 1 ? marks.lastEpisode : band.to, 'x', true))
    if (band.stage % 2 === 0) {
      ctx.fillStyle = colour('band')
      ctx.fillRect(from, bbox.top, to - from, bbox.height)
    }
    const label = [`stage ${band.stage}`, String(band.stage)].find((text) => ctx.measureText(text).width + 8 * devicePixelRatio < to - from)
    if (label) {
      ctx.fillStyle = colour('muted')
      ctx.fillText(label, from + 5 * devicePixelRatio, bbox.top + bbox.height - 2 * devicePixelRatio)
    }
  }
  ctx.restore()
}

export function drawMarks(chart: uPlot, marks: SurvivalMarks): void {
  chart.ctx.save()
  chart.ctx.font = canvasFont()
  drawPolicies(chart, marks)
  drawIdle(chart, marks.idle)
  for (const mark of marks.yardstick) {
    drawYardstick(chart, mark)
  }
  if (marks.watched !== null) {
    drawWatched(chart, marks.watched)
  }
  chart.ctx.restore()
}

/** A tick above the axis for each policy that a click can show; ticks that would touch are left out. */
function drawPolicies(chart: uPlot, marks: SurvivalMarks): void {
  const { ctx, bbox } = chart
  ctx.fillStyle = colour('accent')
  let last = -Infinity
  for (const episode of marks.policies) {
    const x = chart.valToPos(episode, 'x', true)
    if (x - last >= 5 * devicePixelRatio) {
      ctx.fillRect(x - devicePixelRatio, bbox.top + bbox.height - 5 * devicePixelRatio, 2 * devicePixelRatio, 5 * devicePixelRatio)
      last = x
    }
  }
}

function drawIdle(chart: uPlot, idle: number): void {
  const { ctx, bbox } = chart
  const y = chart.valToPos(idle, 'y', true)
  if (idle > 0 && y >= bbox.top) {
    line(chart, y, 'muted', 1, [3, 4])
    labelled(chart, 'only resting', bbox.left + 6 * devicePixelRatio, y - 3 * devicePixelRatio, 'left', 'bottom', 'muted')
  }
  ctx.setLineDash([])
}

/** A level above the chart is marked at its upper edge: the axis grows with what was learnt, not with what others reach. */
function drawYardstick(chart: uPlot, mark: YardstickMark): void {
  const { bbox } = chart
  const beyond = mark.steps > (chart.scales.y?.max ?? 0)
  const y = beyond ? bbox.top + devicePixelRatio : chart.valToPos(mark.steps, 'y', true)
  line(chart, y, mark.ink, 1.5, [8, 5])
  const high = beyond || mark.side === 'left'
  const text = beyond ? `↑ ${mark.label} ${Math.round(mark.steps)}` : mark.label
  // A curve begins low on the left and ends high on the right, so each label stands where the curve seldom is.
  labelled(chart, text, high ? bbox.left + 6 * devicePixelRatio : bbox.left + bbox.width - 4 * devicePixelRatio, y + (high ? 3 : -3) * devicePixelRatio, high ? 'left' : 'right', high ? 'top' : 'bottom', mark.ink)
}

function drawWatched(chart: uPlot, episode: number): void {
  const { ctx, bbox } = chart
  const x = chart.valToPos(episode, 'x', true)
  ctx.setLineDash([])
  ctx.strokeStyle = colour('ink')
  ctx.lineWidth = 1.5 * devicePixelRatio
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  ctx.fillStyle = colour('ink')
  ctx.beginPath()
  ctx.arc(x, bbox.top + bbox.height, 4 * devicePixelRatio, 0, 2 * Math.PI)
  ctx.fill()
  const right = x < bbox.left + bbox.width / 2
  const text = episode === 0 ? 'you watch the untrained agent' : `you watch episode ${episode.toLocaleString('en')}`
  labelled(chart, text, x + (right ? 6 : -6) * devicePixelRatio, bbox.top + bbox.height * 0.42, right ? 'left' : 'right', 'top', 'ink')
}

function line(chart: uPlot, y: number, ink: string, width: number, dash: readonly number[]): void {
  const { ctx, bbox } = chart
  ctx.strokeStyle = colour(ink)
  ctx.lineWidth = width * devicePixelRatio
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio))
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
}

/** On a patch of the card's own colour, so that it stays readable on top of the dots. */
function labelled(chart: uPlot, text: string, x: number, y: number, align: 'left' | 'right', base: 'top' | 'bottom', ink: string): void {
  const { ctx } = chart
  const pad = 3 * devicePixelRatio
  const wide = ctx.measureText(text).width
  const tall = parseFloat(ctx.font.replace(/^.*?([\d.]+)px.*$/, '$1')) * 1.15
  ctx.globalAlpha = 0.82
  ctx.fillStyle = colour('card')
  ctx.fillRect(align === 'left' ? x - pad : x - wide - pad, base === 'top' ? y : y - tall, wide + 2 * pad, tall)
  ctx.globalAlpha = 1
  ctx.fillStyle = colour(ink)
  ctx.textAlign = align
  ctx.textBaseline = base
  ctx.fillText(text, x, y)
}
