<?php
/**
 * The one script that a page with a graphic loads: a module, and only on such pages.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

/**
 * Asks for the script on the page that is being made.
 */
function enqueue_module() {
	$list = embed_list();
	if ( ! $list || ! settings()['host'] ) {
		return;
	}
	// no version behind the address: the pinned name stands for the content, and the other is always the newest
	wp_enqueue_script_module( 'shanhai', at_host( $list['script'][ settings()['release'] ] ), array(), null );
}

add_filter(
	'wp_script_attributes',
	static function ( $attributes ) {
		$list = embed_list();
		if ( $list && 'shanhai-js-module' === ( $attributes['id'] ?? '' ) && 'pinned' === settings()['release'] ) {
			$attributes['integrity']   = $list['script']['integrity'];
			$attributes['crossorigin'] = 'anonymous';
		}
		return $attributes;
	}
);
