// @wordpress/api-fetch, as the editor's screens use it: a session's cookie, and a nonce that is fetched anew when it is old.
const assert = require( 'node:assert/strict' );

const [ , , url, username, password ] = process.argv;
globalThis.window = globalThis;
const apiFetch = require( '@wordpress/api-fetch' ).default;

async function main() {
	const form = new URLSearchParams( { log: username, pwd: password } );
	const signedIn = await fetch( `${ url }/wp-login.php`, { method: 'POST', body: form, redirect: 'manual' } );
	assert.equal( signedIn.status, 302 );
	const cookie = signedIn.headers.getSetCookie().map( ( one ) => one.split( ';' )[ 0 ] ).join( '; ' );
	const nonceAddress = `${ url }/wp-admin/admin-ajax.php?action=rest-nonce`;
	const plain = globalThis.fetch;
	globalThis.fetch = window.fetch = ( address, options = {} ) =>
		plain( address, { ...options, headers: { ...options.headers, Cookie: cookie } } );

	apiFetch.use( apiFetch.createRootURLMiddleware( `${ url }/wp-json/` ) );
	apiFetch.nonceEndpoint = nonceAddress;
	// An old one: the first answer refuses it, and the client asks for another by itself.
	apiFetch.nonceMiddleware = apiFetch.createNonceMiddleware( 'outdated' );
	apiFetch.use( apiFetch.nonceMiddleware );
	apiFetch.use( apiFetch.mediaUploadMiddleware );

	const me = await apiFetch( { path: '/wp/v2/users/me?context=edit' } );
	assert.equal( me.username, username );

	const made = await apiFetch( { path: '/wp/v2/posts', method: 'POST', data: { title: 'Draft', status: 'draft' } } );
	const changed = await apiFetch( { path: `/wp/v2/posts/${ made.id }`, method: 'PUT', data: { content: 'x' } } );
	assert.equal( changed.content.raw, 'x' );

	const options = await apiFetch( { path: '/wp/v2/posts', method: 'OPTIONS', parse: false } );
	assert.match( options.headers.get( 'allow' ), /POST/ );

	// A list of all, page by page behind one call.
	const all = await apiFetch( { path: '/wp/v2/block-types?per_page=-1&_fields=name' } );
	assert.ok( all.some( ( block ) => block.name === 'core/paragraph' ) );

	const batch = await apiFetch( {
		path: '/batch/v1', method: 'POST',
		data: { requests: [ { path: '/wp/v2/posts', body: { title: 'In a batch' } }, { method: 'DELETE', path: `/wp/v2/posts/${ made.id }?force=true` } ] },
	} );
	assert.deepEqual( batch.responses.map( ( one ) => one.status ), [ 201, 200 ] );

	const rendered = await apiFetch( { path: '/wp/v2/block-renderer/core/latest-posts?context=edit', method: 'POST', data: { attributes: { postsToShow: 2 } } } );
	assert.match( rendered.rendered, /wp-block-latest-posts/ );

	await assert.rejects( apiFetch( { path: '/wp/v2/posts/0' } ), ( error ) => error.code === 'rest_post_invalid_id' );
}

main().catch( ( error ) => { console.error( error ); process.exit( 1 ); } );
