import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'
import { stamp } from './scripts/stamp.mjs'

// Names without hashes keep the committed dist small in the history of the repository; web/handler.go serves them under
// a prefix of its own for every build, so that they may be cached for ever all the same.
export default defineConfig({
  base: './',
  plugins: [vue(), components({ dts: false, dirs: [], resolvers: [ElementPlusResolver({ importStyle: 'css' })] }), stamp()],
  build: {
    target: 'chrome87',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
        manualChunks(id: string) {
          if (/node_modules\/(vue|@vue|vue-router|openapi-fetch)\//.test(id)) return 'vue'
          if (id.includes('/@tanstack/')) return undefined // with the ledger, which alone needs it
          if (id.includes('node_modules')) return 'elements'
          if (id.includes('/src/components/') || id.includes('/src/domain/') || id.includes('/src/api/') || id.includes('/src/composables/')) return 'shared'
          return undefined
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: process.env.API_ORIGIN ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
  test: { environment: 'happy-dom', include: ['test/unit/**/*.test.ts'] },
})
