// Light or dark, as the device asks; the components take their colours from here.
import { ThemeProvider } from '@wordpress/theme';
import { useMediaQuery } from '@wordpress/compose';

const LIGHT = { primary: '#3858e9', background: '#ffffff' };
const DARK = { primary: '#8fa4ff', background: '#1f2327' };

/** Colours for all that stands inside, dialogs and menus too. */
export function Appearance({ children }) {
  const isDark = useMediaQuery('(prefers-color-scheme: dark)');
  return (
    <ThemeProvider isRoot color={isDark ? DARK : LIGHT}>
      {children}
    </ThemeProvider>
  );
}
