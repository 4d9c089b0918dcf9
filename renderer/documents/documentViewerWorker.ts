// Order matters: pdf.js reads streams as soon as it is loaded.
import './documentViewerStreams'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
