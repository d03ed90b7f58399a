// Pictures are made by the server; what would make them in the browser is 16 MB of WebAssembly.
const off = () => {
  throw new Error('media is not processed in the browser');
};

export const vipsConvertImageFormat = off;
export const vipsCompressImage = off;
export const vipsHasTransparency = off;
export const vipsResizeImage = off;
export const vipsRotateImage = off;
export const vipsCancelOperations = async () => false;
export const terminateVipsWorker = () => {};
export const terminateVideoConversionWorker = () => {};
