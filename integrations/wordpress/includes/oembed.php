<?php
/**
 * Addresses of the release in posts: the host is a provider that is trusted, and each address is shown as what it names.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

add_action(
	'init',
	static function () {
		$host = settings()['host'];
		if ( $host ) {
			wp_oembed_add_provider( '#^' . preg_quote( $host, '#' ) . '.*#', $host . 'oembed.json', true );
		}
	}
);

/**
 * What an address shows, by the settings and the list of this site.
 *
 * @param string $url An address.
 * @return array|null
 */
function chosen_by( $url ) {
	return read_address( html_entity_decode( $url ), settings()['host'], embed_list() );
}

add_filter(
	'oembed_fetch_url',
	static function ( $provider, $url ) {
		// A host of files cannot choose by a parameter: each graphic has an answer of its own.
		$chosen = chosen_by( $url );
		$entry  = $chosen ? entry_of( $chosen['kind'], $chosen['id'] ) : null;
		$answer = $entry['in'][ $chosen['language'] ?? '' ]['oembed'] ?? '';
		return $answer ? at_host( $answer ) : $provider;
	},
	10,
	2
);

add_filter(
	'pre_oembed_result',
	static function ( $result, $url ) {
		// nothing need be asked for; WordPress keeps this with the post, and what is shown is made below
		$chosen = chosen_by( $url );
		$entry  = $chosen ? entry_of( $chosen['kind'], $chosen['id'] ) : null;
		$one    = $entry['in'][ $chosen['language'] ?? '' ] ?? null;
		return $one ? '<figure>' . picture( $one ) . caption( $one, $chosen['language'] ) . '</figure>' : $result;
	},
	10,
	2
);

add_filter(
	'embed_oembed_html',
	static function ( $html, $url ) {
		$chosen = chosen_by( $url );
		$markup = $chosen ? graphic( $chosen ) : '';
		return $markup ? $markup : $html;
	},
	10,
	2
);
