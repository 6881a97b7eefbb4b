import 'uplot/dist/uPlot.min.css'
import { useElementSize, useMutationObserver } from '@vueuse/core'
import uPlot from 'uplot'
import { onBeforeUnmount, onMounted, watch, type ShallowRef } from 'vue'

interface PlotSource {
  /** Everything about the chart but its size and its numbers. */
  options: () => Omit<uPlot.Options, 'width' | 'height'>
  /** null while there is nothing to draw: then no empty axes appear. */
  data: () => uPlot.AlignedData | null
  /** The chart is rebuilt when this changes. */
  shape?: () => unknown
  /** The chart is drawn again when this changes. */
  marks?: () => unknown
}

const smallest = 40

/** Keeps a uPlot chart in an element: as large as it, of the theme's colours, with the newest numbers. */
export function usePlot(host: Readonly<ShallowRef<HTMLElement | null>>, source: PlotSource): void {
  const { width, height } = useElementSize(host)
  let plot: uPlot | null = null

  function build(): void {
    plot?.destroy()
    plot = null
    const data = source.data()
    if (data && host.value && width.value >= smallest && height.value >= smallest) {
      plot = new uPlot({ ...source.options(), width: width.value, height: height.value }, data, host.value)
    }
  }

  onMounted(() => {
    // Sizes arrive after the first layout.
    watch(
      [width, height],
      ([wide, tall]) => {
        if (plot && wide >= smallest && tall >= smallest) {
          plot.setSize({ width: wide, height: tall })
        } else {
          build()
        }
      },
      { immediate: true },
    )
    watch(source.data, (data) => {
      if (plot && data) {
        plot.setData(data)
      } else {
        build()
      }
    })
    watch(() => source.shape?.(), build)
    watch(() => source.marks?.(), () => plot?.redraw())
    useMutationObserver(document.documentElement, build, { attributes: true, attributeFilter: ['data-theme'] })
    void document.fonts?.ready.then(() => plot?.redraw())
  })

  onBeforeUnmount(() => plot?.destroy())
}
