/** The theme's colours and font, for a canvas, which cannot take them from a style sheet. */

export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

export function rem(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize)
}

/** For uPlot's own text, which uPlot scales to the screen. */
export function font(): string {
  return `${Math.round(rem() * 0.8)}px 'Figtree Variable', sans-serif`
}

/** For text drawn directly on the canvas, in the screen's pixels. */
export function canvasFont(): string {
  return font().replace(/^\d+/, (size) => String(Number(size) * devicePixelRatio))
}
