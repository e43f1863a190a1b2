<?php
/**
 * The release's own list of what can be embedded (`embeds.json`, described in the plugin's README): fetched from the host,
 * checked, and kept. It comes from another server, so only what has the expected form is taken over, and everything is
 * escaped again where it is printed.
 *
 * @package Shanhai
 */

namespace Shanhai;

defined( 'ABSPATH' ) || exit;

/** The form of the list that this plugin reads. */
const LIST_FORM = 1;

/**
 * The list as it was last fetched.
 *
 * @return array|null None before a host is set.
 */
function embed_list() {
	$list = get_option( 'shanhai_list' );
	return is_array( $list ) ? $list : null;
}

/**
 * Fetches a host's list and checks it.
 *
 * @param string $host Address of the release, with a slash at its end.
 * @return array|\WP_Error
 */
function fetch_list( $host ) {
	$address  = $host . 'embeds.json';
	$response = wp_safe_remote_get(
		$address,
		array(
			'timeout'             => 10,
			'redirection'         => 3,
			'limit_response_size' => 2 * MB_IN_BYTES,
		)
	);
	if ( is_wp_error( $response ) ) {
		return $response;
	}
	$status = wp_remote_retrieve_response_code( $response );
	if ( 200 !== $status ) {
		/* translators: 1: an address, 2: an HTTP status */
		return new \WP_Error( 'shanhai_status', sprintf( __( '%1$s answers with status %2$d.', 'shanhai' ), $address, $status ) );
	}
	return checked_list( json_decode( wp_remote_retrieve_body( $response ), true ) );
}

/**
 * Takes over what has the expected form.
 *
 * @param mixed $given What was read.
 * @return array|\WP_Error
 */
function checked_list( $given ) {
	if ( ! is_array( $given ) || ! isset( $given['form'] ) ) {
		return new \WP_Error( 'shanhai_form', __( 'There is no list of graphics at that address.', 'shanhai' ) );
	}
	if ( LIST_FORM !== $given['form'] ) {
		return new \WP_Error( 'shanhai_form', __( 'The list of graphics has another form than this plugin knows: update the plugin.', 'shanhai' ) );
	}
	$languages = array();
	foreach ( part( $given, 'languages' ) as $language ) {
		if ( preg_match( '/^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/', text( $language, 'tag' ) ) ) {
			$languages[] = array(
				'tag'  => $language['tag'],
				'name' => text( $language, 'name' ),
			);
		}
	}
	$shown  = array_filter( array_map( __NAMESPACE__ . '\checked_entry', part( $given, 'shown' ) ) );
	$script = checked_script( part( $given, 'script' ) );
	if ( ! $languages || ! $shown || ! $script ) {
		return new \WP_Error( 'shanhai_form', __( 'The list of graphics is incomplete.', 'shanhai' ) );
	}
	return array(
		'title'     => texts( part( $given, 'title' ) ),
		'languages' => $languages,
		'widths'    => array_values( array_filter( array_map( 'absint', part( $given, 'widths' ) ) ) ),
		'script'    => $script,
		'shown'     => array_values( $shown ),
		'targets'   => array_values( array_filter( array_map( __NAMESPACE__ . '\checked_target', part( $given, 'targets' ) ) ) ),
	);
}

/**
 * The names of the script, and its hash.
 *
 * @param array $given What was read.
 * @return array|null
 */
function checked_script( $given ) {
	$newest    = path( $given, 'newest' );
	$pinned    = path( $given, 'pinned' );
	$integrity = text( $given, 'integrity' );
	if ( ! $newest || ! $pinned || ! preg_match( '/^sha(256|384|512)-[A-Za-z0-9+\/]+=*$/', $integrity ) ) {
		return null;
	}
	return compact( 'newest', 'pinned', 'integrity' );
}

/**
 * A view, a chart or a project.
 *
 * @param mixed $given What was read.
 * @return array|null
 */
function checked_entry( $given ) {
	$kind = text( $given, 'kind' );
	$id   = text( $given, 'id' );
	if ( ! in_array( $kind, array( 'view', 'chart', 'project' ), true ) || ! preg_match( '/^[a-z0-9][a-z0-9-]*$/', $id ) ) {
		return null;
	}
	$in = array();
	foreach ( part( $given, 'in' ) as $tag => $one ) {
		$picture = part( $one, 'picture' );
		$of_it   = array(
			'title'   => text( $one, 'title' ),
			'page'    => path( $one, 'page' ),
			'oembed'  => path( $one, 'oembed' ),
			'viewer'  => path( $one, 'viewer' ),
			'text'    => text( $one, 'text' ),
			'link'    => text( $one, 'link' ),
			'heights' => array_map( 'absint', part( $one, 'heights' ) ),
			'picture' => array(
				'file'   => path( $picture, 'file' ),
				'width'  => absint( $picture['width'] ?? 0 ),
				'height' => absint( $picture['height'] ?? 0 ),
				'alt'    => text( $picture, 'alt' ),
			),
		);
		if ( $of_it['title'] && $of_it['page'] && $of_it['viewer'] && $of_it['picture']['file'] ) {
			$in[ (string) $tag ] = $of_it;
		}
	}
	$as = 'figure' === text( $given, 'as' ) ? 'figure' : 'frame';
	return $in ? compact( 'kind', 'id', 'as', 'in' ) : null;
}

/**
 * What words can name.
 *
 * @param mixed $given What was read.
 * @return array|null
 */
function checked_target( $given ) {
	$target = text( $given, 'target' );
	if ( ! preg_match( '/^(figure|chart|project):[a-z0-9][a-z0-9-]*$/', $target ) ) {
		return null;
	}
	return array(
		'target' => $target,
		'label'  => texts( part( $given, 'label' ) ),
	);
}

/**
 * A list in what was read.
 *
 * @param mixed  $given What was read.
 * @param string $name  Its name there.
 * @return array Empty where there is none.
 */
function part( $given, $name ) {
	return is_array( $given ) && isset( $given[ $name ] ) && is_array( $given[ $name ] ) ? $given[ $name ] : array();
}

/**
 * A text in what was read.
 *
 * @param mixed  $given What was read.
 * @param string $name  Its name there.
 * @return string Empty where there is none.
 */
function text( $given, $name ) {
	return is_array( $given ) && isset( $given[ $name ] ) && is_string( $given[ $name ] ) ? wp_check_invalid_utf8( $given[ $name ] ) : '';
}

/**
 * Texts by language.
 *
 * @param array $given What was read.
 * @return string[]
 */
function texts( $given ) {
	return array_filter( $given, 'is_string' );
}

/**
 * A file of the release, with what may stand behind its name in an address. Never one outside of the release's folder.
 *
 * @param mixed  $given What was read.
 * @param string $name  Its name there.
 * @return string Empty where there is none.
 */
function path( $given, $name ) {
	$path = text( $given, $name );
	$is   = preg_match( '/^[A-Za-z0-9][A-Za-z0-9._\/-]*(\?[A-Za-z0-9=&_.-]*)?(#[A-Za-z0-9=&:_.-]*)?$/', $path );
	return $is && false === strpos( $path, '..' ) && false === strpos( $path, '//' ) ? $path : '';
}

/**
 * An entry of the list.
 *
 * @param string $kind `view`, `chart` or `project`.
 * @param string $id   Its id.
 * @return array|null
 */
function entry_of( $kind, $id ) {
	foreach ( part( embed_list(), 'shown' ) as $entry ) {
		if ( $entry['kind'] === $kind && $entry['id'] === $id ) {
			return $entry;
		}
	}
	return null;
}
