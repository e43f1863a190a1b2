<?php
/**
 * The settings: where the release is, and whether its newest script or a pinned one is loaded.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

/**
 * The settings with their defaults.
 *
 * @return array `host` (with a slash at its end, or empty) and `release` (`newest` or `pinned`).
 */
function settings() {
	return wp_parse_args(
		get_option( 'shanhai_settings', array() ),
		array(
			'host'    => '',
			'release' => 'newest',
		)
	);
}

/**
 * The address of a file of the release.
 *
 * @param string $path Its path there.
 * @return string
 */
function at_host( $path ) {
	return settings()['host'] . $path;
}

add_action(
	'admin_init',
	static function () {
		register_setting(
			'shanhai',
			'shanhai_settings',
			array(
				'type'              => 'object',
				'sanitize_callback' => __NAMESPACE__ . '\checked_settings',
			)
		);
	}
);

/**
 * Checks what was sent by the form. A host is taken only when its list can be read, so that a slip of the pen does not
 * take the graphics off the site.
 *
 * @param mixed $given What was sent.
 * @return array
 */
function checked_settings( $given ) {
	$before  = settings();
	$release = 'pinned' === text( $given, 'release' ) ? 'pinned' : 'newest';
	$host    = host_of( text( $given, 'host' ) );
	if ( '' === trim( text( $given, 'host' ) ) ) {
		delete_option( 'shanhai_list' );
		return array(
			'host'    => '',
			'release' => $release,
		);
	}
	$fault = null;
	if ( ! $host ) {
		$fault = __( 'The address of the release must begin with https://.', 'shanhai' );
	} elseif ( $host !== $before['host'] || ! embed_list() ) {
		$list = fetch_list( $host );
		if ( is_wp_error( $list ) ) {
			$fault = $list->get_error_message();
		} else {
			keep_list( $list );
		}
	}
	if ( $fault ) {
		add_settings_error( 'shanhai_settings', 'shanhai_host', $fault );
		$host = $before['host'];
	}
	return compact( 'host', 'release' );
}

/**
 * The address of a release as it is kept.
 *
 * @param string $given What was written.
 * @return string Empty if it cannot be one.
 */
function host_of( $given ) {
	$url  = esc_url_raw( trim( $given ), array( 'https', 'http' ) );
	$part = wp_parse_url( $url );
	if ( ! $part || empty( $part['host'] ) || isset( $part['user'] ) || isset( $part['query'] ) || isset( $part['fragment'] ) ) {
		return '';
	}
	// modules are refused on secure pages when they come unsecured; a local host is for trying things out
	$is_local = in_array( $part['host'], array( '127.0.0.1', 'localhost' ), true );
	if ( 'https' !== $part['scheme'] && ! $is_local ) {
		return '';
	}
	return trailingslashit( preg_replace( '/(index|embed)\.html$/', '', $url ) );
}

/**
 * Keeps a list with the time at which it was fetched. It is large, and read only where something is shown.
 *
 * @param array $list A checked list.
 */
function keep_list( $list ) {
	$list['fetched'] = time();
	update_option( 'shanhai_list', $list, false );
}

/**
 * Fetches the list again; the last one stays when that fails.
 *
 * @return true|\WP_Error
 */
function refresh_list() {
	$list = fetch_list( settings()['host'] );
	if ( is_wp_error( $list ) ) {
		return $list;
	}
	keep_list( $list );
	return true;
}

add_action(
	'shanhai_refresh',
	static function () {
		// a pinned release changes only when somebody says so
		if ( settings()['host'] && 'newest' === settings()['release'] ) {
			refresh_list();
		}
	}
);
