<?php
/**
 * A check in Tools → Site Health: whether the release can be read, its script has the kind, the permission and the hash that
 * browsers ask for, and this site's own policy lets it run.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

add_filter(
	'site_status_tests',
	static function ( $tests ) {
		$tests['async']['shanhai'] = array(
			'label'             => __( 'Shanhai graphics', 'shanhai' ),
			'test'              => rest_url( 'shanhai/v1/health' ),
			'has_rest'          => true,
			'async_direct_test' => __NAMESPACE__ . '\health',
		);
		return $tests;
	}
);

add_action(
	'rest_api_init',
	static function () {
		register_rest_route(
			'shanhai/v1',
			'/health',
			array(
				'methods'             => 'GET',
				'callback'            => __NAMESPACE__ . '\health',
				'permission_callback' => static function () {
					return current_user_can( 'view_site_health_checks' );
				},
			)
		);
	}
);

/**
 * The result in the form of Site Health.
 *
 * @return array
 */
function health() {
	$faults = settings()['host'] ? array_merge( release_faults( settings()['host'] ), policy_faults() ) : array( __( 'No address of a release is set.', 'shanhai' ) );
	$items  = '';
	foreach ( $faults as $fault ) {
		$items .= '<li>' . esc_html( $fault ) . '</li>';
	}
	return array(
		'label'       => $faults ? __( 'Shanhai graphics may not be shown', 'shanhai' ) : __( 'Shanhai graphics can be shown', 'shanhai' ),
		'status'      => $faults ? 'recommended' : 'good',
		'badge'       => array(
			'label' => __( 'Shanhai', 'shanhai' ),
			'color' => $faults ? 'orange' : 'blue',
		),
		'description' => $faults
			? '<ul>' . $items . '</ul><p>' . esc_html__( 'Readers see picture, text and link meanwhile.', 'shanhai' ) . '</p>'
			: '<p>' . esc_html__( 'The list of graphics, its script and its program can be read, and the policy of this site lets them run.', 'shanhai' ) . '</p>',
		'actions'     => sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=shanhai' ) ), esc_html__( 'Settings', 'shanhai' ) ),
		'test'        => 'shanhai',
	);
}

/**
 * What is wrong with the release.
 *
 * @param string $host Where it is.
 * @return string[]
 */
function release_faults( $host ) {
	$list = fetch_list( $host );
	if ( is_wp_error( $list ) ) {
		return array( $list->get_error_message() );
	}
	$kept      = embed_list();
	$is_pinned = $kept && 'pinned' === settings()['release'];
	$script    = $is_pinned ? $kept['script'] : $list['script'];
	$name      = $script[ $is_pinned ? 'pinned' : 'newest' ];
	list( $faults, $content ) = file_faults( $host . $name, 'javascript' );
	if ( ! $faults && ! has_hash( $content, $script['integrity'] ) ) {
		/* translators: %s: a file name */
		$faults[] = sprintf( __( '%s is not the script that the list names: its hash is another.', 'shanhai' ), $name );
	}
	list( , $hashes ) = file_faults( $host . 'integrity.json', 'json' );
	foreach ( array_keys( (array) json_decode( $hashes, true ) ) as $file ) {
		if ( preg_match( '/^program-[0-9a-f]+\.wasm$/', $file ) ) {
			$faults = array_merge( $faults, file_faults( $host . $file, 'wasm' )[0] );
		}
	}
	return $faults;
}

/**
 * What browsers would find wrong with a file, and its content.
 *
 * @param string $address Where it is.
 * @param string $type    A word of its media type.
 * @return array Faults and content.
 */
function file_faults( $address, $type ) {
	$response = wp_safe_remote_get(
		$address,
		array(
			'timeout' => 10,
			'headers' => array( 'Origin' => home_url() ),
		)
	);
	if ( is_wp_error( $response ) ) {
		return array( array( $address . ': ' . $response->get_error_message() ), '' );
	}
	$status = wp_remote_retrieve_response_code( $response );
	if ( 200 !== $status ) {
		/* translators: 1: an address, 2: an HTTP status */
		return array( array( sprintf( __( '%1$s answers with status %2$d.', 'shanhai' ), $address, $status ) ), '' );
	}
	$faults = array();
	$given  = (string) wp_remote_retrieve_header( $response, 'content-type' );
	if ( false === strpos( $given, $type ) ) {
		/* translators: 1: an address, 2: a media type, 3: a word of a media type */
		$faults[] = sprintf( __( '%1$s comes as “%2$s”; browsers want a type with “%3$s”.', 'shanhai' ), $address, $given, $type );
	}
	$allowed = wp_remote_retrieve_header( $response, 'access-control-allow-origin' );
	$parts   = wp_parse_url( home_url() );
	$origin  = $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
	if ( 0 !== strpos( $address, $origin . '/' ) && ! in_array( $allowed, array( '*', $origin ), true ) ) {
		/* translators: %s: an address */
		$faults[] = sprintf( __( '%s may not be loaded by this site: its host sends no Access-Control-Allow-Origin for it.', 'shanhai' ), $address );
	}
	return array( $faults, wp_remote_retrieve_body( $response ) );
}

/**
 * Whether a content has a hash.
 *
 * @param string $content   What was read.
 * @param string $integrity As `integrity` attributes have it.
 * @return bool
 */
function has_hash( $content, $integrity ) {
	list( $algorithm, $hash ) = explode( '-', $integrity, 2 );
	// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- the form of `integrity`
	return hash_equals( $hash, base64_encode( hash( $algorithm, $content, true ) ) );
}

/**
 * What this site's own policy forbids.
 *
 * @return string[]
 */
function policy_faults() {
	$response = wp_remote_get( home_url( '/' ), array( 'timeout' => 10 ) );
	$policy   = is_wp_error( $response ) ? '' : implode( ', ', (array) wp_remote_retrieve_header( $response, 'content-security-policy' ) );
	$faults   = array();
	foreach ( array( 'script-src', 'connect-src', 'style-src', 'img-src' ) as $name ) {
		if ( ! preg_match( '/(?:^|[;,])\s*' . $name . '\s([^;,]*)/', $policy, $found ) && ! preg_match( '/(?:^|[;,])\s*default-src\s([^;,]*)/', $policy, $found ) ) {
			continue;
		}
		$sources = preg_split( '/\s+/', trim( $found[1] ) );
		if ( ! allows( $sources, settings()['host'] ) ) {
			/* translators: %s: a directive of a content security policy */
			$faults[] = sprintf( __( 'The policy of this site (%s) does not allow the host of the release.', 'shanhai' ), $name );
		}
		if ( 'script-src' === $name && ! array_intersect( array( "'wasm-unsafe-eval'", "'unsafe-eval'" ), $sources ) ) {
			$faults[] = __( 'The policy of this site (script-src) lacks \'wasm-unsafe-eval\', without which no program runs.', 'shanhai' );
		}
	}
	return $faults;
}

/**
 * Whether sources of a policy allow a host.
 *
 * @param string[] $sources Sources as they are written.
 * @param string   $host    Where the release is.
 * @return bool
 */
function allows( $sources, $host ) {
	$parts = wp_parse_url( $host );
	$name  = $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
	foreach ( $sources as $source ) {
		$bare = preg_replace( '#^https?://#', '', $source );
		if ( '*' === $source || $parts['scheme'] . ':' === $source || 0 === strpos( $name . '/', rtrim( $bare, '/' ) . '/' ) || 0 === strpos( $host, $source ) ) {
			return true;
		}
		if ( 0 === strpos( $bare, '*.' ) && substr( $name, -strlen( $bare ) + 1 ) === substr( $bare, 1 ) ) {
			return true;
		}
	}
	return false;
}
