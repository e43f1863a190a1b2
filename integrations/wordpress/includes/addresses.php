<?php
/**
 * What an address of the release shows. `editor/choices.js` reads addresses by the same rules; one table of examples
 * (tests/wordpress/addresses.json) is put to both.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

/**
 * What an address shows.
 *
 * @param string     $url  Any address.
 * @param string     $host Where the release is.
 * @param array|null $list Its list.
 * @return array|null `kind`, `id`, `language` and `theme`; none for addresses of others, and pages that show nothing of the list.
 */
function read_address( $url, $host, $list ) {
	if ( ! $host || ! $list || 0 !== strpos( $url, $host ) ) {
		return null;
	}
	list( $rest, $fragment ) = array_pad( explode( '#', substr( $url, strlen( $host ) ), 2 ), 2, '' );
	list( $page, $query )    = array_pad( explode( '?', $rest, 2 ), 2, '' );
	parse_str( $query, $asked );
	parse_str( $fragment, $state );
	$tags     = array_column( $list['languages'], 'tag' );
	$language = in_array( text( $asked, 'lang' ), $tags, true ) ? $asked['lang'] : '';
	$theme    = in_array( text( $asked, 'theme' ), array( 'light', 'dark' ), true ) ? $asked['theme'] : 'auto';
	$named    = '';
	if ( in_array( $page, array( '', 'index.html', 'embed.html' ), true ) ) {
		$view  = text( $asked, 'view' );
		$named = text( $asked, 'chart' ) ? 'chart:' . $asked['chart'] : 'view:' . ( $view ? $view : 'overview' );
	}
	foreach ( $list['shown'] as $entry ) {
		foreach ( $entry['in'] as $tag => $one ) {
			if ( $one['page'] === $page ) {
				$named    = $entry['kind'] . ':' . $entry['id'];
				$language = $language ? $language : (string) $tag;
			}
		}
	}
	$chosen = text( $state, 'shanhai' );
	foreach ( $list['shown'] as $entry ) {
		$name = $entry['kind'] . ':' . $entry['id'];
		// what is selected on a page is more than the page
		if ( $name === $chosen && '' !== $named ) {
			$named = $name;
		}
	}
	foreach ( $list['shown'] as $entry ) {
		if ( $entry['kind'] . ':' . $entry['id'] === $named ) {
			return array(
				'kind'     => $entry['kind'],
				'id'       => $entry['id'],
				'language' => $language ? $language : $tags[0],
				'theme'    => $theme,
			);
		}
	}
	return null;
}
