// The package marks itself as an ES module inside CommonJS; imported by Node's rules its default is wrapped once more.
import { TextareaAutosize } from 'react-autosize-textarea/lib/TextareaAutosize.js';

export default TextareaAutosize;
