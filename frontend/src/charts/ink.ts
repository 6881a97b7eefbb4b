/** Colours and type of the theme, for what is drawn on a canvas and cannot take them from a style sheet. */

export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

export function rem(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize)
}

/** For uPlot's own text, which it scales to the screen by itself. */
export function font(): string {
  return `${Math.round(rem() * 0.8)}px 'Figtree Variable', sans-serif`
}

/** For text that is drawn straight on the canvas, whose pixels are the screen's. */
export function canvasFont(): string {
  return font().replace(/^\d+/, (size) => String(Number(size) * devicePixelRatio))
}
