import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** Two pages, two bundles: the calendar app (index.html) and the booking page (book.html). */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte()],
  build: {
    outDir: '../dist/site',
    emptyOutDir: true,
    rolldownOptions: {
      input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/book.html`],
      // How long each plugin took tells a newcomer nothing.
      checks: { bundlerTimings: false },
    },
  },
})
