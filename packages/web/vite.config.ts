import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The pages are built to `dist/` and served by the server; in development Vite serves them and asks the server for data. */
export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 900 },
  server: { port: 5173, strictPort: false, proxy: { '/api': 'http://127.0.0.1:7080' } },
});
