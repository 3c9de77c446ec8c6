import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineShell } from './src/offline/shell-plugin.ts';

/** The pages are built to `dist/` and served by the server; in development Vite serves them and asks the server for data. */
export default defineConfig({
  plugins: [react(), offlineShell()],
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      // The service worker stands at the root under a name that never changes.
      input: { index: 'index.html', sw: 'src/offline/worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    port: 5173,
    strictPort: false,
    proxy: { '/api': 'http://127.0.0.1:7080', '/public': 'http://127.0.0.1:7080' },
  },
});
