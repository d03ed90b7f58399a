// The npm package wpapi, as a headless front end and a publishing script use it.
const assert = require( 'node:assert/strict' );
const WPAPI = require( 'wpapi' );

const [ , , url, username, password ] = process.argv;

async function main() {
	const site = new WPAPI( { endpoint: `${ url }/wp-json`, username, password, auth: true } );
	const me = await site.users().me().context( 'edit' );
	assert.equal( me.username, username );

	const [ category ] = await site.categories().perPage( 1 );
	const before = Number( ( await site.posts().categories( category.id ) )._paging?.total ?? 0 );
	const numbers = [];
	for ( const title of [ 'One', 'Two', 'Three' ] ) {
		const post = await site.posts().create( {
			title, content: `<p>${ title }</p>`, status: 'publish', categories: [ category.id ],
		} );
		assert.equal( post.title.raw, title );
		numbers.push( post.id );
	}

	const page = await site.posts().categories( category.id ).perPage( 2 ).embed();
	assert.equal( Number( page._paging.total ), before + 3 );
	assert.equal( Number( page._paging.totalPages ), Math.ceil( ( before + 3 ) / 2 ) );
	assert.equal( page[ 0 ]._embedded.author[ 0 ].slug, username );
	assert.equal( page[ 0 ]._embedded[ 'wp:term' ][ 0 ][ 0 ].name, category.name );
	const rest = await page._paging.next;
	assert.ok( rest.length >= 1 );

	const changed = await site.posts().id( numbers[ 0 ] ).update( { title: 'One, changed', excerpt: 'Short' } );
	assert.equal( changed.excerpt.raw, 'Short' );
	const slim = await site.posts().id( numbers[ 0 ] ).param( '_fields', 'id,title.rendered' );
	assert.deepEqual( Object.keys( slim ), [ 'id', 'title' ] );

	const picture = Buffer.from( 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==', 'base64' );
	const media = await site.media().file( picture, 'pixel.png' ).create( { title: 'A pixel', alt_text: 'One dot' } );
	assert.equal( media.media_type, 'image' );
	assert.equal( media.alt_text, 'One dot' );

	const gone = await site.posts().id( numbers[ 0 ] ).delete( { force: true } );
	assert.equal( gone.deleted, true );
	await assert.rejects( site.posts().id( numbers[ 0 ] ).get(), ( error ) => error.code === 'rest_post_invalid_id' );
	await assert.rejects(
		new WPAPI( { endpoint: `${ url }/wp-json` } ).posts().create( { title: 'No' } ),
		( error ) => error.code === 'rest_cannot_create' && error.data.status === 401
	);
}

main().catch( ( error ) => { console.error( error ); process.exit( 1 ); } );
