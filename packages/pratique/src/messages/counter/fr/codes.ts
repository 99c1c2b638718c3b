/**
 * Codes of the checks after `format` in French.
 *
 * @module
 */

import type { CounterCheckCodes } from '../messages.ts'
import { ANOTHER, CLOCK, NEW_KEY, NO_RELIANCE, ORIGINAL, OTHER_DEVICE, UPDATE } from './actions.ts'

export const COUNTER_CODES: CounterCheckCodes = {
  'signer.unknown': { title: 'L’émetteur n’est pas reconnu' },
  'signer.list-missing': { title: 'La liste des émetteurs n’est pas chargée' },
  'signer.list-stale': { title: 'La liste des émetteurs est trop ancienne' },
  'signer.evidence': { title: 'Il n’est pas assez certain que la clé soit celle de l’émetteur' },
  'signer.not-issued': {
    title: 'Le signataire n’est pas celui qu’il prétend être',
    action: ORIGINAL,
  },
  'signer.unsupported-authority': {
    title: 'Cet appareil ne peut pas vérifier qui a certifié la clé du signataire',
    action: OTHER_DEVICE,
  },
  'signature.invalid': { title: 'La signature ne correspond pas au contenu' },
  'signature.algorithm': {
    title: 'La signature n’est pas du type que produit la clé de l’émetteur',
  },
  'signature.unsupported-key': {
    title: 'Cet appareil ne prend pas en charge la clé de l’émetteur',
    action: OTHER_DEVICE,
  },
  'key-usage.not-allowed': {
    title: 'La clé de l’émetteur n’est pas prévue pour ce type de certificat',
    action: NEW_KEY,
  },
  'key-usage.weak-key': {
    title: 'La clé de l’émetteur est trop faible pour prouver quoi que ce soit',
    action: NEW_KEY,
  },
  'key-usage.withdrawn': { title: 'La clé de l’émetteur a été retirée', action: NEW_KEY },
  'key-usage.country': { title: 'La clé est celle d’un autre pays', action: ORIGINAL },
  'key-usage.domain': { title: 'La clé est destinée à d’autres certificats', action: ORIGINAL },
  'validity.expired': { title: 'La période de signature est terminée' },
  'validity.not-yet': { title: 'La période de signature n’a pas commencé', action: CLOCK },
  'validity.unreadable': {
    title: 'Une date de la période de signature manque ou ne peut pas être lue',
  },
  'validity.contradictory': { title: 'La période de signature se termine avant de commencer' },
  'validity.clock': { title: 'L’horloge de cet appareil ne peut pas être à l’heure' },
  'validity.key-expired': { title: 'La durée de vie de la clé de l’émetteur est terminée' },
  'validity.key-not-yet': {
    title: 'La durée de vie de la clé de l’émetteur n’a pas commencé',
    action: CLOCK,
  },
  'revocation.revoked': { title: 'L’émetteur a révoqué ce certificat, ou la clé qui l’a signé' },
  'revocation.list-missing': { title: 'La liste des certificats révoqués n’est pas chargée' },
  'revocation.list-stale': { title: 'La liste des certificats révoqués n’est plus à jour' },
  'revocation.list-gap': {
    title: 'La liste des certificats révoqués ne peut pas être lue en entier',
  },
  'revocation.not-covered': { title: 'La liste des certificats révoqués ne concerne pas celui-ci' },
  'revocation.no-token': {
    title: 'Aucune place ne lui est réservée sur la liste des certificats révoqués',
    reason: 'Il n’aurait jamais pu être révoqué',
  },
  'content.unsupported': {
    title: 'La signature est bonne, mais ce programme ne peut pas lire le contenu',
    action: UPDATE,
  },
  'content.structure': {
    title: 'Le certificat n’indique pas ce qu’il doit indiquer',
    action: ANOTHER,
  },
  'content.implausible': { title: 'Le certificat indique une chose impossible', action: ANOTHER },
  'content.several-entries': {
    title: 'Le certificat porte sur plusieurs choses ou personnes à la fois',
    action:
      'Demandez au titulaire des certificats portant chacun sur une seule chose et une seule personne.',
  },
  'content.no-fact': {
    title: 'Aucune vaccination ni aucun test n’a été trouvé dans la carte',
    action: 'Demandez au titulaire la carte qui indique la vaccination ou le test.',
  },
  'content.fhir': {
    title: 'Le dossier de santé contenu dans la carte est mal formé',
    action: ANOTHER,
  },
  'content.unsigned': {
    title: 'Personne n’a signé ce document',
    action: 'Demandez au titulaire un certificat signé.',
  },
  'content.link': {
    title: 'C’est un lien vers des certificats, non un certificat',
    action: 'Demandez au titulaire de présenter les certificats eux-mêmes.',
  },
  'content.holder-unsigned': {
    title: 'La signature ne couvre pas l’identité du titulaire',
    action: NO_RELIANCE,
  },
  'content.ambiguous': {
    title: 'Des données signées ont pu être échangées entre elles',
    action: NO_RELIANCE,
  },
  'content.not-in-catalogue': {
    title: 'Le produit ne figure pas au catalogue',
    action:
      'Ne l’acceptez pas comme certificat de ce type. Si le catalogue est ancien, chargez le catalogue actuel.',
  },
  'content.no-catalogue': {
    title: 'Aucun catalogue n’est disponible pour y chercher le produit',
    action: 'Chargez le catalogue et vérifiez de nouveau.',
  },
  'content.template-version': {
    title: 'Forme de ce certificat plus récente que celles qui sont connues',
    action: UPDATE,
  },
  'holder.mismatch': {
    title: 'Les noms ou les dates de naissance ne sont pas ceux d’une même personne',
    headline: 'Ce n’est pas la même personne',
    action:
      'Consultez la pièce d’identité, et ne vérifiez que ce qui appartient à la personne présente.',
  },
  'holder.unclear': {
    title: 'Il n’est pas clair s’il s’agit d’une seule personne',
    action: 'Comparez-les avec la pièce d’identité, et vérifiez chaque certificat séparément.',
  },
  'policy.unknown': { title: 'Aucune règle d’entrée n’est connue pour cette destination' },
  'policy.outdated': {
    title: 'Les règles d’entrée sont trop anciennes',
    action:
      'Chargez les règles actuelles, ou suivez les instructions officielles de la destination.',
  },
  'policy.evidence': {
    title: 'La règle d’entrée demande une origine plus sûre de la clé, ou des listes plus récentes',
    action:
      'Chargez les listes actuelles, y compris celles que demande la règle, et vérifiez de nouveau.',
  },
  'policy.value-missing': {
    title: 'La règle d’entrée demande une donnée que le certificat n’indique pas',
    action: 'Demandez au titulaire un certificat qui l’indique, ou une autre preuve.',
  },
  'policy.not-evaluable': {
    title: 'Une règle d’entrée n’a pas pu être appliquée',
    action: 'Décidez d’après le texte officiel de la règle.',
  },
  'policy.more-needed': { title: 'Un document de plus est nécessaire' },
  'policy.not-met': {
    title: 'La règle d’entrée n’est pas satisfaite',
    action:
      'Indiquez au titulaire la condition qui n’est pas remplie et, si on le sait, à partir de quand elle le serait.',
  },
}
