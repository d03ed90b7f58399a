// Every package under `window.wp`, where scripts of third parties look for them: WordPress has one script a package.
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import * as ReactJSXRuntime from 'react/jsx-runtime';
import * as a11y from '@wordpress/a11y';
import apiFetch from '@wordpress/api-fetch';
import * as autop from '@wordpress/autop';
import * as blob from '@wordpress/blob';
import * as blockEditor from '@wordpress/block-editor';
import * as blockLibrary from '@wordpress/block-library';
import * as blockSerializationDefaultParser from '@wordpress/block-serialization-default-parser';
import * as blocks from '@wordpress/blocks';
import * as commands from '@wordpress/commands';
import * as components from '@wordpress/components';
import * as compose from '@wordpress/compose';
import * as coreData from '@wordpress/core-data';
import * as data from '@wordpress/data';
import * as date from '@wordpress/date';
import deprecated from '@wordpress/deprecated';
import * as dom from '@wordpress/dom';
import domReady from '@wordpress/dom-ready';
import * as editPost from '@wordpress/edit-post';
import * as editor from '@wordpress/editor';
import * as element from '@wordpress/element';
import * as escapeHtml from '@wordpress/escape-html';
import * as formatLibrary from '@wordpress/format-library';
import * as hooks from '@wordpress/hooks';
import * as htmlEntities from '@wordpress/html-entities';
import * as i18n from '@wordpress/i18n';
import isShallowEqual from '@wordpress/is-shallow-equal';
import * as keyboardShortcuts from '@wordpress/keyboard-shortcuts';
import * as keycodes from '@wordpress/keycodes';
import * as mediaUtils from '@wordpress/media-utils';
import * as notices from '@wordpress/notices';
import * as patterns from '@wordpress/patterns';
import * as plugins from '@wordpress/plugins';
import * as preferences from '@wordpress/preferences';
import * as preferencesPersistence from '@wordpress/preferences-persistence';
import * as primitives from '@wordpress/primitives';
import * as privateApis from '@wordpress/private-apis';
import * as richText from '@wordpress/rich-text';
import serverSideRender from '@wordpress/server-side-render';
import * as shortcode from '@wordpress/shortcode';
import * as styleEngine from '@wordpress/style-engine';
import * as uploadMedia from '@wordpress/upload-media';
import * as url from '@wordpress/url';
import * as viewport from '@wordpress/viewport';
import warning from '@wordpress/warning';
import * as widgets from '@wordpress/widgets';
import * as wordcount from '@wordpress/wordcount';

const wp = {
  a11y,
  apiFetch,
  autop,
  blob,
  blockEditor,
  blockLibrary,
  blockSerializationDefaultParser,
  blocks,
  commands,
  components,
  compose,
  coreData,
  data,
  date,
  deprecated,
  dom,
  domReady,
  editPost,
  editor,
  element,
  escapeHtml,
  formatLibrary,
  hooks,
  htmlEntities,
  i18n,
  isShallowEqual,
  keyboardShortcuts,
  keycodes,
  mediaUtils,
  notices,
  patterns,
  plugins,
  preferences,
  preferencesPersistence,
  primitives,
  privateApis,
  richText,
  serverSideRender,
  shortcode,
  styleEngine,
  uploadMedia,
  url,
  viewport,
  warning,
  widgets,
  wordcount,
};

window.wp = Object.assign(window.wp ?? {}, wp);
Object.assign(window, { React, ReactDOM, ReactJSXRuntime });

export default window.wp;
