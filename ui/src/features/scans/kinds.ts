export const SCAN_FILES = { label: '扫描件（图片或 PDF）', extensions: ['pdf', 'jpg', 'jpeg', 'png', 'bmp', 'webp', 'gif'] }
