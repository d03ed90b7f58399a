// What every screen looks like: a heading, what can be done, the content.
import { Button, Notice } from '@wordpress/components';
import { Component } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { NoticesProvider } from './notices.jsx';

/** `actions` are buttons beside the heading, `wide` fills the window (lists), else it is a page of text or a form. */
export function Screen({ title, actions, children, wide = false, intro }) {
  return (
    <div className={`wrap screen ${wide ? 'screen--wide' : ''}`}>
      <header className="screen__header">
        <h1 className="wp-heading-inline">{title}</h1>
        <div className="screen__actions">{actions}</div>
      </header>
      {intro && <p className="screen__intro">{intro}</p>}
      <NoticesProvider>{children}</NoticesProvider>
    </div>
  );
}

/** A link that looks like a button. */
export const LinkButton = ({ href, variant = 'primary', children }) => (
  <Button __next40pxDefaultSize variant={variant} href={href}>
    {children}
  </Button>
);

/** A part of a page with a heading of its own. */
export const Card = ({ title, children, className = '' }) => (
  <section className={`card ${className}`} aria-label={title}>
    {title && <h2 className="card__title">{title}</h2>}
    {children}
  </section>
);

/** Keeps one broken screen from becoming a blank page. */
export class Boundary extends Component {
  state = { error: null };

  static getDerivedStateFromError(error) {
    return { error };
  }

  render() {
    if (!this.state.error) {
      return this.props.children;
    }
    return (
      <div className="wrap screen">
        <h1>{__('Something went wrong')}</h1>
        <Notice status="error" isDismissible={false} actions={[{ label: __('Load again'), onClick: () => location.reload() }]}>
          {String(this.state.error?.message ?? this.state.error)}
        </Notice>
      </div>
    );
  }
}
